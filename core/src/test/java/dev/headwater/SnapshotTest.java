package dev.headwater;

import static dev.headwater.Shop.BASKET;
import static dev.headwater.Shop.OPEN;
import static dev.headwater.Shop.add;
import static dev.headwater.Shop.committed;
import static dev.headwater.Shop.request;
import static org.assertj.core.api.Assertions.assertThat;

import dev.headwater.event.Commit;
import dev.headwater.event.StreamId;
import dev.headwater.testkit.ManualHost;
import dev.headwater.testkit.basket.Basket;
import dev.headwater.testkit.basket.BasketCommand;
import dev.headwater.testkit.basket.BasketDecider;
import dev.headwater.testkit.basket.BasketEvent;
import dev.headwater.testkit.basket.BasketRefusal;
import java.util.Objects;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Which snapshots the handler offers to stores, and how it uses those that they keep. */
final class SnapshotTest {
  private static final BasketDecider DECIDER = new BasketDecider();
  private final ManualHost machine = new ManualHost(1);

  @Test
  void a_snapshot_is_due_at_every_thirty_second_commit_that_the_store_does_not_keep_earlier() {
    for (int cachedStreams : new int[] {0, 10}) {
      var store = new WatchedEventStore<>(new Thrifty());
      var handler = handler(store, cachedStreams);
      handler.handle(request(OPEN));
      for (int number = 2; number <= 100; number++) {
        handler.handle(request(add("item " + number)));
      }

      assertThat(
              IntStream.rangeClosed(1, 100)
                  .filter(number -> store.appended().get(number - 1).snapshotDue()))
          .containsExactly(32, 64, 96);
    }
  }

  @Test
  void a_load_never_folds_more_than_thirty_one_commits() {
    Thrifty store = new Thrifty();
    for (int number = 1; number <= 100; number++) {
      handler(store, number % 3).handle(request(number == 1 ? OPEN : add("item " + number)));
      assertThat(store.readEnd(BASKET).commits()).hasSizeLessThanOrEqualTo(32);
    }
  }

  @Test
  void a_snapshot_stays_due_until_one_is_kept() {
    var store = new WatchedEventStore<>(new Forgetful());
    var handler = handler(store, 10);
    handler.handle(request(OPEN));
    for (int number = 2; number <= 40; number++) {
      handler.handle(request(add("item " + number)));
    }

    assertThat(
            IntStream.rangeClosed(1, 40)
                .filter(number -> store.appended().get(number - 1).snapshotDue()))
        .containsExactlyElementsOf(IntStream.rangeClosed(32, 40).boxed().toList());
  }

  @Test
  void every_append_offers_the_state_and_the_remembered_commits() {
    for (int seed = 0; seed < 20; seed++) {
      var store = new WatchedEventStore<>(new Thrifty());
      RandomBaskets random = new RandomBaskets(seed);
      for (int number = 0; number < 120; number++) {
        handler(store, random.cachedStreams()).handle(request(random.command()));
      }
      Snapshot<Basket> folded = beginning();
      for (AppendRequest<Basket, BasketEvent> append : store.appended()) {
        folded = fold(folded, append.commit());
        assertThat(append.after()).isEqualTo(folded);
      }
    }
  }

  @Test
  void the_loaded_state_is_the_fold_of_all_commits() {
    for (int seed = 0; seed < 20; seed++) {
      Thrifty store = new Thrifty();
      var handler = handler(store, seed % 2);
      RandomBaskets random = new RandomBaskets(seed);
      for (int number = 0; number < 150; number++) {
        handler.handle(request(random.command()));
        assertThat(foldOf(store.readEnd(BASKET)))
            .isEqualTo(foldOf(new StreamTail<>(null, store.read(BASKET, 0, 1_000).commits())));
      }
    }
  }

  @Test
  void a_stream_without_a_usable_snapshot_is_folded_whole_page_by_page() {
    var store = new WatchedEventStore<>(new Forgetful());
    var writer = handler(store, 1);
    writer.handle(request("create", OPEN));
    for (int number = 0; number < 9; number++) {
      writer.handle(request(add("item " + number)));
    }
    int reads = store.reads();

    assertThat(handler(store, 1).handle(request(new BasketCommand.RemoveItem("item 8"))))
        .isEqualTo(committed(13, new BasketEvent.ItemRemoved("item 8")));
    assertThat(store.reads() - reads).isEqualTo(1 + 4);
    assertThat(handler(store, 1).handle(request("create", OPEN))).isEqualTo(Shop.opened());
  }

  private CommandHandler<BasketCommand, Basket, BasketEvent, BasketRefusal> handler(
      EventStore<Basket, BasketEvent> store, int cachedStreams) {
    return new CommandHandler<>(
        DECIDER,
        store,
        machine.host(),
        new CommandHandler.Settings(cachedStreams, Shop.TIME_LIMIT));
  }

  private static Snapshot<Basket> beginning() {
    return new Snapshot<>(0, DECIDER.initialState(), RecentCommits.none());
  }

  private static Snapshot<Basket> foldOf(StreamTail<Basket, BasketEvent> end) {
    Snapshot<Basket> folded = end.snapshot() == null ? beginning() : end.snapshot();
    for (Commit<BasketEvent> commit : end.commits()) {
      folded = commit.firstVersion() > folded.version() ? fold(folded, commit) : folded;
    }
    return folded;
  }

  private static Snapshot<Basket> fold(Snapshot<Basket> before, Commit<BasketEvent> commit) {
    Basket state = before.state();
    for (BasketEvent event : commit.events()) {
      state = DECIDER.evolve(state, event);
    }
    return new Snapshot<>(commit.lastVersion(), state, before.recent().with(commit));
  }

  /** Keeps snapshots only when they are due. */
  private static final class Thrifty implements EventStore<Basket, BasketEvent> {
    private final InMemoryEventStore<Basket, BasketEvent> stored = new InMemoryEventStore<>();

    @Override
    public AppendResult<BasketEvent> append(AppendRequest<Basket, BasketEvent> append) {
      return stored.append(
          append.snapshotDue()
              ? append
              : new AppendRequest<>(append.commit(), null, false, append.claims()));
    }

    @Override
    public StreamTail<Basket, BasketEvent> readEnd(StreamId stream) {
      return Objects.requireNonNull(stored.readEnd(stream));
    }

    @Override
    public Page<BasketEvent> read(StreamId stream, long afterVersion, int maxCommits) {
      return stored.read(stream, afterVersion, maxCommits);
    }
  }

  /** Keeps no snapshots, and returns pages of three commits. */
  private static final class Forgetful implements EventStore<Basket, BasketEvent> {
    private final InMemoryEventStore<Basket, BasketEvent> stored = new InMemoryEventStore<>();

    @Override
    public AppendResult<BasketEvent> append(AppendRequest<Basket, BasketEvent> append) {
      return stored.append(append.commit());
    }

    @Override
    public @Nullable StreamTail<Basket, BasketEvent> readEnd(StreamId stream) {
      return null;
    }

    @Override
    public Page<BasketEvent> read(StreamId stream, long afterVersion, int maxCommits) {
      return stored.read(stream, afterVersion, Math.min(3, maxCommits));
    }
  }
}
