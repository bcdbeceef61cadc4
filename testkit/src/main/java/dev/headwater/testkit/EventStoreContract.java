package dev.headwater.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.headwater.EventStore;
import dev.headwater.EventStore.AppendResult;
import dev.headwater.EventStore.AppendResult.Appended;
import dev.headwater.EventStore.AppendResult.Conflict;
import dev.headwater.event.Commit;
import dev.headwater.event.EncodedEvent;
import dev.headwater.event.EventCodec;
import dev.headwater.event.EventLog;
import dev.headwater.event.EventLog.Page;
import dev.headwater.event.StreamId;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * The contract of every {@link EventStore}. A test class runs it by implementing this interface:
 *
 * <pre>{@code
 * class DynamoDbEventStoreTest implements EventStoreContract {
 *     public EventStore<String, EncodedEvent> eventStore() {
 *         return new DynamoDbEventStore<>(client, "events", EventCodec.asStored(),
 *                 TextStateCodec.FORMAT, PublishingLimits.NONE);
 *     }
 * }
 * }</pre>
 *
 * <p>All streams have unique names, so the store may hold other streams, and all tests may share
 * one table.
 */
public interface EventStoreContract
    extends SnapshotContract, ClaimContract, TextContract, ContinuityContract {
  /** The store under test, with the codec {@link EventCodec#asStored}. Called once per test. */
  @Override
  EventStore<String, EncodedEvent> eventStore();

  @Test
  default void a_stream_that_was_never_written_is_empty() {
    Page<EncodedEvent> page = eventStore().read(newStream(), 0, 10);

    assertThat(page).isEqualTo(new Page<>(List.of(), false));
  }

  @Test
  default void a_commit_reads_back_unchanged() {
    EventStore<String, EncodedEvent> store = eventStore();
    for (Commit<EncodedEvent> commit : ContractCommits.ofEveryKind(newStream())) {
      assertThat(store.append(commit)).isEqualTo(new Appended<>(false));
      assertThat(store.read(commit.stream(), commit.firstVersion() - 1, 10).commits())
          .containsExactly(commit);
    }
  }

  @Test
  default void a_commit_of_many_events_stays_whole() {
    EventStore<String, EncodedEvent> store = eventStore();
    var history = history().commit(ticks(100)).commit(ticks(1)).commit(ticks(60)).appendTo(store);

    assertThat(store.read(history.stream(), 0, 10).commits()).isEqualTo(history.commits());
  }

  @Test
  default void pages_have_no_gaps_or_repeats() {
    EventStore<String, EncodedEvent> store = eventStore();
    var history = historyOf(2, 1, 3, 1, 1, 4, 2, 1, 1, 5, 1, 2).appendTo(store);

    for (int pageSize : new int[] {1, 2, 3, 5, 7, 11, 12, 13, EventLog.MAX_PAGE}) {
      assertThat(pageThrough(store, history, pageSize))
          .as("pages of %d", pageSize)
          .isEqualTo(history.commits());
    }
  }

  @Test
  default void reading_continues_after_the_end_of_any_commit() {
    EventStore<String, EncodedEvent> store = eventStore();
    var history = historyOf(3, 1, 2, 1).appendTo(store);

    for (int read = 0; read <= 4; read++) {
      long after = read == 0 ? 0 : history.commits().get(read - 1).lastVersion();
      assertThat(store.read(history.stream(), after, 10))
          .as("after version %d", after)
          .isEqualTo(new Page<>(history.commits().subList(read, 4), false));
    }
  }

  @Test
  default void a_stream_of_more_than_a_megabyte_is_read_whole() {
    EventStore<String, EncodedEvent> store = eventStore();
    var history = history();
    for (int commit = 0; commit < 30; commit++) {
      history = history.commit(ContractCommits.ofCharacters(45_000));
    }
    history.appendTo(store);
    List<Commit<EncodedEvent>> handedOn = new ArrayList<>();
    store.readAll(history.stream(), 0, handedOn::add);

    assertThat(handedOn.equals(history.commits())).as("readAll finds every commit").isTrue();
    assertThat(pageThrough(store, history, EventLog.MAX_PAGE).equals(history.commits()))
        .as("paging finds every commit")
        .isTrue();
  }

  @Test
  default void versions_sort_as_numbers() {
    EventStore<String, EncodedEvent> store = eventStore();
    var history =
        historyOf(
                8, 1, 1, 88, 1, 1, 1, 897, 1, 1, 999, 1000, 1000, 1000, 1000, 1000, 1000, 1000, 999,
                1, 1, 1)
            .appendTo(store);

    assertThat(pageThrough(store, history, 4).stream().map(Commit::firstVersion))
        .startsWith(1L, 9L, 10L, 11L, 99L, 100L, 101L, 102L, 999L, 1000L)
        .endsWith(9_000L, 9_999L, 10_000L, 10_001L)
        .isSorted();
  }

  @Test
  default void a_page_has_one_to_a_thousand_commits() {
    EventStore<String, EncodedEvent> store = eventStore();
    StreamId stream = newStream();
    for (int size : new int[] {0, -1, EventLog.MAX_PAGE + 1, Integer.MAX_VALUE}) {
      assertThatIllegalArgumentException()
          .as("a page of %d", size)
          .isThrownBy(() -> store.read(stream, 0, size));
    }
  }

  @Test
  default void streams_do_not_mix() {
    EventStore<String, EncodedEvent> store = eventStore();
    List<History<EncodedEvent>> histories = new ArrayList<>();
    for (StreamId stream : ContractCommits.confusableStreams()) {
      histories.add(
          History.<EncodedEvent>of(stream)
              .commit(ContractCommits.saying("first of " + stream))
              .commit(ContractCommits.saying("second of " + stream)));
    }
    histories.forEach(history -> history.appendTo(store));

    assertThat(histories)
        .allSatisfy(
            history ->
                assertThat(store.read(history.stream(), 0, 10).commits())
                    .isEqualTo(history.commits()));
  }

  @Test
  default void a_conflict_returns_the_commit_that_was_first() {
    EventStore<String, EncodedEvent> store = eventStore();
    StreamId stream = newStream();
    List<Commit<EncodedEvent>> kinds = ContractCommits.ofEveryKind(stream);
    for (Commit<EncodedEvent> first : kinds) {
      store.append(first);
      Commit<EncodedEvent> second = ContractCommits.rival(first, 1);
      assertThat(store.append(second)).isEqualTo(new Conflict<>(first));
    }

    assertThat(store.read(stream, 0, 10).commits()).isEqualTo(kinds);
  }

  @Test
  default void commits_of_different_sizes_conflict_at_their_first_version() {
    EventStore<String, EncodedEvent> store = eventStore();
    var history = historyOf(2, 5, 1).appendTo(store);
    Commit<EncodedEvent> smaller = ContractCommits.rival(history.commits().get(1), 1);
    Commit<EncodedEvent> larger = ContractCommits.rival(history.commits().getLast(), 9);

    assertThat(store.append(smaller)).isEqualTo(new Conflict<>(history.commits().get(1)));
    assertThat(store.append(larger)).isEqualTo(new Conflict<>(history.commits().getLast()));
    assertThat(store.read(history.stream(), 0, 10).commits()).isEqualTo(history.commits());
  }

  @Test
  default void a_repeated_append_returns_its_own_commit() {
    EventStore<String, EncodedEvent> store = eventStore();
    var history = historyOf(1, 3).appendTo(store);
    Commit<EncodedEvent> last = history.commits().getLast();

    assertThat(store.append(last)).isEqualTo(new Conflict<>(last));
    assertThat(store.read(history.stream(), 0, 10).commits()).isEqualTo(history.commits());
  }

  @Test
  default void one_of_the_concurrent_appends_wins() {
    EventStore<String, EncodedEvent> store = eventStore();
    StreamId stream = newStream();
    long version = 0;
    for (int round = 0; round < 10; round++) {
      List<Commit<EncodedEvent>> rivals = ContractCommits.rivals(stream, version + 1, 12);
      List<AppendResult<EncodedEvent>> results =
          Race.run(rivals.size(), racer -> store.append(rivals.get(racer)));
      Commit<EncodedEvent> winner = winner(rivals, results);
      assertThat(store.read(stream, version, 10).commits()).containsExactly(winner);
      version = winner.lastVersion();
    }
  }

  @Test
  default void a_reader_never_sees_part_of_a_commit() {
    EventStore<String, EncodedEvent> store = eventStore();
    var history = historyOf(5, 2, 9, 3, 7, 4, 6, 2, 8, 5, 3, 9, 2, 6, 4, 7, 3, 5, 8, 2);
    AtomicBoolean written = new AtomicBoolean();
    List<List<Commit<EncodedEvent>>> seen =
        Race.run(
            4,
            racer ->
                racer == 0 ? write(history, store, written) : readUntil(written, store, history));

    assertThat(seen).allSatisfy(commits -> assertThat(commits).isEqualTo(history.commits()));
  }

  private static List<Commit<EncodedEvent>> write(
      History<EncodedEvent> history,
      EventStore<String, EncodedEvent> store,
      AtomicBoolean written) {
    try {
      return history.appendTo(store).commits();
    } finally {
      written.set(true);
    }
  }

  /** Reads until the history is written: every read sees a prefix of its commits, each whole. */
  private static List<Commit<EncodedEvent>> readUntil(
      AtomicBoolean written,
      EventStore<String, EncodedEvent> store,
      History<EncodedEvent> history) {
    List<Commit<EncodedEvent>> commits;
    boolean last;
    do {
      last = written.get();
      commits = store.read(history.stream(), 0, EventLog.MAX_PAGE).commits();
      assertThat(commits).isEqualTo(history.commits().subList(0, commits.size()));
    } while (!last && !Thread.currentThread().isInterrupted());
    return commits;
  }

  private static Commit<EncodedEvent> winner(
      List<Commit<EncodedEvent>> rivals, List<AppendResult<EncodedEvent>> results) {
    assertThat(results.stream().filter(Appended.class::isInstance)).as("winners").hasSize(1);
    Commit<EncodedEvent> winner = rivals.get(results.indexOf(new Appended<>(false)));
    assertThat(results.stream().filter(Conflict.class::isInstance))
        .as("losers")
        .hasSize(rivals.size() - 1)
        .allMatch(new Conflict<>(winner)::equals);
    return winner;
  }

  /** Reads all commits, and asserts that each page reports correctly whether more follow. */
  private static List<Commit<EncodedEvent>> pageThrough(
      EventLog<EncodedEvent> log, History<EncodedEvent> history, int pageSize) {
    List<Commit<EncodedEvent>> commits = new ArrayList<>();
    Page<EncodedEvent> page;
    do {
      long after = commits.isEmpty() ? 0 : commits.getLast().lastVersion();
      page = log.read(history.stream(), after, pageSize);
      commits.addAll(page.commits());
      assertThat(page.commits()).hasSizeLessThanOrEqualTo(pageSize);
      assertThat(page.hasMore())
          .as("more than %d commits", commits.size())
          .isEqualTo(commits.size() < history.commits().size());
    } while (page.hasMore());
    return commits;
  }

  private static StreamId newStream() {
    return new StreamId("CONTRACT", UUID.randomUUID().toString());
  }

  private static History<EncodedEvent> history() {
    return History.of(newStream());
  }

  private static History<EncodedEvent> historyOf(int... eventsOfCommits) {
    History<EncodedEvent> history = history();
    for (int events : eventsOfCommits) {
      history = history.commit(ticks(events));
    }
    return history;
  }

  private static List<EncodedEvent> ticks(int count) {
    return IntStream.range(0, count).mapToObj(ContractCommits::tick).toList();
  }
}
