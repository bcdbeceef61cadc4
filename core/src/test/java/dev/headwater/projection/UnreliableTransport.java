package dev.headwater.projection;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headwater.CommandHandler;
import dev.headwater.CommandRequest;
import dev.headwater.Outcome.Committed;
import dev.headwater.event.Commit;
import dev.headwater.event.EncodedEvent;
import dev.headwater.event.RecordedEvent;
import dev.headwater.projection.ViewStore.ViewChange;
import dev.headwater.testkit.basket.Basket;
import dev.headwater.testkit.basket.BasketCommand;
import dev.headwater.testkit.basket.BasketCommand.AddItems;
import dev.headwater.testkit.basket.BasketCommand.CheckOut;
import dev.headwater.testkit.basket.BasketCommand.Discard;
import dev.headwater.testkit.basket.BasketCommand.OpenBasket;
import dev.headwater.testkit.basket.BasketCommand.RemoveItem;
import dev.headwater.testkit.basket.BasketDecider;
import dev.headwater.testkit.basket.BasketEvent;
import dev.headwater.testkit.basket.BasketRefusal;
import dev.headwater.testkit.basket.BasketView;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;

/** Uses baskets at random, and delays, reorders, repeats and drops their messages. */
final class UnreliableTransport {
  private static final List<String> IDS = List.of("1", "2", "3");
  private static final List<String> ITEMS = List.of("tea", "milk", "bread");

  private final ReadSide side;
  private final List<Delivery> inFlight = new ArrayList<>();
  private final List<ProjectedBatch> batches = new ArrayList<>();
  private final CommandHandler<BasketCommand, Basket, BasketEvent, BasketRefusal> handler;
  private final SplittableRandom random;
  private int messages;

  UnreliableTransport(long seed, ViewStore<BasketView> views) {
    this.side = new ReadSide(views);
    this.random = new SplittableRandom(seed);
    this.handler = new CommandHandler<>(new BasketDecider(), side.stored, side.machine.host());
  }

  void run(int steps) {
    for (int step = 0; step < steps; step++) {
      if (random.nextBoolean()) {
        use(any(IDS));
      } else {
        deliver(random.nextInt(8));
      }
    }
  }

  private void use(String id) {
    if (handler.handle(CommandRequest.of(ReadSide.stream(id), command())) instanceof Committed) {
      for (RecordedEvent<EncodedEvent> event : lastCommit(id)) {
        for (int copies = random.nextInt(4) % 3; copies > 0; copies--) {
          send(event);
        }
      }
    }
  }

  private BasketCommand command() {
    return switch (random.nextInt(16)) {
      case 0, 1, 2, 3 -> new OpenBasket(items());
      case 4, 5 -> new Discard();
      case 6 -> new CheckOut();
      case 7, 8, 9 -> new RemoveItem(any(ITEMS));
      default -> new AddItems(items());
    };
  }

  private List<String> items() {
    return random.ints(random.nextInt(4), 0, ITEMS.size()).mapToObj(ITEMS::get).toList();
  }

  private void send(RecordedEvent<EncodedEvent> event) {
    messages++;
    inFlight.add(new Delivery.Event("message " + messages, event));
  }

  /** Delivers a few messages in any order; sometimes the log does not answer for one stream. */
  private void deliver(int count) {
    List<Delivery> batch = new ArrayList<>();
    while (batch.size() < count && !inFlight.isEmpty()) {
      batch.add(inFlight.remove(random.nextInt(inFlight.size())));
    }
    if (random.nextInt(10) == 0) {
      side.log.silent.add(ReadSide.stream(any(IDS)));
    }
    ProjectedBatch projected = side.project(batch);
    batch.removeIf(message -> !projected.retry().contains(message.messageId()));
    inFlight.addAll(batch);
    batches.add(projected);
    side.log.silent.clear();
  }

  /** Sends any event of the last commit of each stream. */
  void sendOneMoreMessageOfEachStream() {
    for (String id : IDS) {
      if (!commits(id).isEmpty()) {
        send(any(lastCommit(id)));
      }
    }
  }

  /** A hundred batches are more than enough, unless a message is never handled. */
  void deliverAll() {
    for (int batch = 0; batch < 100 && !inFlight.isEmpty(); batch++) {
      deliver(inFlight.size());
    }
    assertThat(inFlight).isEmpty();
  }

  void assertThatViewsEqualFolds() {
    assertThat(IDS).allSatisfy(id -> assertThat(side.views.get(id)).isEqualTo(side.fold(id)));
  }

  /** Asserts that every saved view shows whole commits, and that a batch saves each view once. */
  void assertThatSavesEndCommits() {
    Set<String> ends = new HashSet<>();
    IDS.forEach(id -> commits(id).forEach(commit -> ends.add(id + '@' + commit.lastVersion())));
    for (List<ViewChange<BasketView>> save : side.views.saves()) {
      assertThat(save).extracting(ViewChange::aggregateId).doesNotHaveDuplicates();
      assertThat(save)
          .extracting(change -> change.aggregateId() + '@' + change.next().version())
          .isSubsetOf(ends);
    }
  }

  List<ProjectedBatch> batches() {
    return batches;
  }

  private List<Commit<BasketEvent>> commits(String id) {
    List<Commit<BasketEvent>> commits = new ArrayList<>();
    side.stored.readAll(ReadSide.stream(id), 0, commits::add);
    return commits;
  }

  private List<RecordedEvent<EncodedEvent>> lastCommit(String id) {
    return Commit.encode(commits(id).getLast(), ReadSide.CODEC).recordedEvents();
  }

  private <T> T any(List<T> choices) {
    return choices.get(random.nextInt(choices.size()));
  }
}
