package dev.headwater;

import static dev.headwater.Shop.OPEN;
import static dev.headwater.Shop.add;
import static dev.headwater.Shop.committed;
import static dev.headwater.Shop.opened;
import static dev.headwater.Shop.request;
import static org.assertj.core.api.Assertions.assertThat;

import dev.headwater.Outcome.CommandIdReused;
import dev.headwater.Outcome.Committed;
import dev.headwater.event.CommandStamp;
import dev.headwater.testkit.basket.Basket;
import dev.headwater.testkit.basket.BasketCommand;
import dev.headwater.testkit.basket.BasketDecider;
import dev.headwater.testkit.basket.BasketEvent;
import dev.headwater.testkit.basket.BasketRefusal;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A repeated command adds nothing, whichever host gets it. */
final class CommandRepeatPropertyTest {
  private final Shop shop = new Shop();

  @Test
  void a_repeated_command_adds_nothing() {
    for (int seed = 0; seed < 30; seed++) {
      new Histories(seed).run();
    }
  }

  /** These two ids have the same hash, found by brute force. */
  @Test
  void two_commands_whose_ids_have_one_hash_cost_a_read_and_are_not_confused() {
    var one = request("c-32308", OPEN);
    var other = request("c-979104", add("a"));
    shop.handle(one);
    shop.handle(add("b"));
    int reads = shop.store.reads();
    assertThat(shop.handle(other)).isEqualTo(committed(5, added("a")));
    assertThat(shop.store.reads()).isEqualTo(reads + 1);

    assertThat(shop.handle(one)).isEqualTo(opened());
    assertThat(shop.handle(other)).isEqualTo(committed(5, added("a")));
    assertThat(shop.handleElsewhere(other)).isEqualTo(committed(5, added("a")));
    assertThat(shop.version()).isEqualTo(5);
  }

  private static BasketEvent added(String item) {
    return new BasketEvent.ItemAdded(item);
  }

  /** Two hosts, with and without a cache, and the commands that may be repeated. */
  private static final class Histories {
    private final Shop shop = new Shop();
    private final RandomBaskets random;
    private final List<CommandHandler<BasketCommand, Basket, BasketEvent, BasketRefusal>> hosts;
    private final Deque<Done> remembered = new ArrayDeque<>();

    Histories(int seed) {
      this.random = new RandomBaskets(seed);
      this.hosts =
          List.of(
              shop.handler,
              new CommandHandler<>(
                  new BasketDecider(),
                  shop.stored,
                  shop.machine.host(),
                  new CommandHandler.Settings(random.cachedStreams(), Shop.TIME_LIMIT)));
    }

    void run() {
      for (int number = 0; number < 80; number++) {
        BasketCommand command = random.command();
        CommandRequest<BasketCommand> request = request("c-" + number, command);
        if (random.below(4) == 0) {
          request = request.withExpectedVersion(shop.version() - random.below(2));
        }
        if (host().handle(request) instanceof Committed<BasketEvent, BasketRefusal> done) {
          remember(new Done("c-" + number, request, done));
        }
        repeatOne();
      }
      assertThat(shop.commits())
          .extracting(commit -> commit.command().commandId())
          .doesNotHaveDuplicates();
    }

    private void repeatOne() {
      if (remembered.isEmpty()) {
        return;
      }
      Done done = List.copyOf(remembered).get(random.below(remembered.size()));
      long before = shop.version();
      CommandRequest<BasketCommand> other =
          done.request.withStamp(CommandStamp.of(done.id, "other content"));

      assertThat(host().handle(done.request)).isEqualTo(done.outcome);
      assertThat(host().handle(other)).isInstanceOf(CommandIdReused.class);
      assertThat(shop.version()).isEqualTo(before);
    }

    private void remember(Done done) {
      remembered.add(done);
      if (remembered.size() > RecentCommits.REMEMBERED_COMMITS) {
        remembered.remove();
      }
    }

    private CommandHandler<BasketCommand, Basket, BasketEvent, BasketRefusal> host() {
      return hosts.get(random.below(hosts.size()));
    }
  }

  private record Done(
      String id,
      CommandRequest<BasketCommand> request,
      Outcome<BasketEvent, BasketRefusal> outcome) {}
}
