package dev.headwater.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.headwater.AppendRequest;
import dev.headwater.ClaimChanges;
import dev.headwater.EventStore;
import dev.headwater.RecentCommits;
import dev.headwater.Snapshot;
import dev.headwater.StreamTail;
import dev.headwater.event.Commit;
import dev.headwater.event.EncodedEvent;
import dev.headwater.event.EventCodec;
import dev.headwater.event.EventLog;
import dev.headwater.event.EventLog.Page;
import dev.headwater.event.StreamId;
import dev.headwater.event.UnreadableEventException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * The contract of an {@link EventStore} for breaks in a stream: a commit is missing, or begins
 * inside another one. No reader passes over a break. A store that refuses to create one declares it
 * with {@link #refusesBreaks()}.
 */
interface ContinuityContract {
  /** The store under test, with the codec {@link EventCodec#asStored}. */
  EventStore<String, EncodedEvent> eventStore();

  /** Whether an append that would create a break throws {@link IllegalArgumentException}. */
  default boolean refusesBreaks() {
    return false;
  }

  @Test
  default void a_stream_without_its_first_commit_is_broken_from_the_start() {
    EventStore<String, EncodedEvent> store = eventStore();
    StreamId stream = newStream();
    if (canAppend(store, commit(stream, 2, 1))) {
      store.append(commit(stream, 3, 2));

      assertBreak(store, stream, 0);
      assertNoEnd(store, stream);
      assertThat(store.read(stream, 2, 10).commits()).containsExactly(commit(stream, 3, 2));
    }
  }

  @Test
  default void a_page_ends_before_a_missing_commit_and_the_next_one_fails() {
    EventStore<String, EncodedEvent> store = eventStore();
    StreamId stream = newStream();
    List<Commit<EncodedEvent>> first = List.of(commit(stream, 1, 2), commit(stream, 3, 1));
    first.forEach(store::append);
    if (canAppend(store, commit(stream, 7, 1))) {
      assertThat(store.read(stream, 0, 10)).isEqualTo(new Page<>(first, true));
      assertThat(store.read(stream, 2, 1)).isEqualTo(new Page<>(List.of(first.getLast()), true));
      for (long after : new long[] {3, 4, 5}) {
        assertBreak(store, stream, after);
      }
      assertThat(store.read(stream, 6, 10).commits()).containsExactly(commit(stream, 7, 1));
      List<Commit<EncodedEvent>> handedOn = new ArrayList<>();
      assertThatExceptionOfType(UnreadableEventException.class)
          .isThrownBy(() -> store.readAll(stream, 0, handedOn::add));
      assertThat(handedOn).isEqualTo(first);
      assertNoEnd(store, stream);
    }
  }

  @Test
  default void a_commit_inside_another_one_is_a_break() {
    EventStore<String, EncodedEvent> store = eventStore();
    StreamId stream = newStream();
    Commit<EncodedEvent> first = commit(stream, 1, 3);
    store.append(first);
    if (canAppend(store, commit(stream, 2, 1))) {
      assertBreak(store, stream, 0);
      assertThatExceptionOfType(UnreadableEventException.class)
          .as("one by one")
          .isThrownBy(() -> readOneByOne(store, stream));
      assertNoEnd(store, stream);
    }
  }

  private static void readOneByOne(EventStore<String, EncodedEvent> store, StreamId stream) {
    Page<EncodedEvent> page = store.read(stream, 0, 1);
    while (page.hasMore()) {
      page = store.read(stream, page.commits().getLast().lastVersion(), 1);
    }
  }

  @Test
  default void reading_from_inside_a_commit_continues_after_its_end() {
    EventStore<String, EncodedEvent> store = eventStore();
    StreamId stream = newStream();
    List.of(commit(stream, 1, 1), commit(stream, 2, 4), commit(stream, 6, 1))
        .forEach(store::append);

    for (long inside : new long[] {2, 3, 4}) {
      assertThat(store.read(stream, inside, 10))
          .as("after version %d", inside)
          .isEqualTo(new Page<>(List.of(commit(stream, 6, 1)), false));
    }
  }

  @Test
  default void reading_after_the_end_of_a_stream_finds_nothing() {
    EventStore<String, EncodedEvent> store = eventStore();
    StreamId stream = newStream();
    store.append(commit(stream, 1, 2));

    for (long after :
        new long[] {2, 3, 1_000, EventLog.MAX_VERSION - 1, EventLog.MAX_VERSION, Long.MAX_VALUE}) {
      assertThat(store.read(stream, after, 10))
          .as("after version %d", after)
          .isEqualTo(new Page<>(List.of(), false));
    }
  }

  @Test
  default void a_break_before_the_newest_snapshot_is_ignored() {
    EventStore<String, EncodedEvent> store = eventStore();
    StreamId stream = newStream();
    Commit<EncodedEvent> later = commit(stream, 5, 1);
    Snapshot<String> state =
        new Snapshot<>(5, "state", RecentCommits.none().with(commit(stream, 1, 4)).with(later));
    if (canAppend(store, new AppendRequest<>(later, state, true, ClaimChanges.NONE))) {
      assertThat(store.readEnd(stream)).isEqualTo(new StreamTail<>(state, List.of(later)));
      assertBreak(store, stream, 0);
    }
  }

  private boolean canAppend(EventStore<String, EncodedEvent> store, Commit<EncodedEvent> commit) {
    return canAppend(store, AppendRequest.of(commit));
  }

  /** False if the store refuses a commit that leaves a break, which is just as good. */
  private boolean canAppend(
      EventStore<String, EncodedEvent> store, AppendRequest<String, EncodedEvent> append) {
    List<Commit<EncodedEvent>> before = all(store, append.commit().stream());
    try {
      store.append(append);
    } catch (IllegalArgumentException refused) {
      assertThat(refusesBreaks()).as("it refuses breaks: %s", refused).isTrue();
      assertThat(all(store, append.commit().stream())).isEqualTo(before);
      return false;
    }
    assertThat(refusesBreaks()).as("it refuses breaks").isFalse();
    return true;
  }

  private static List<Commit<EncodedEvent>> all(
      EventStore<String, EncodedEvent> store, StreamId stream) {
    List<Commit<EncodedEvent>> commits = new ArrayList<>();
    store.readAll(stream, 0, commits::add);
    return commits;
  }

  private static void assertBreak(
      EventStore<String, EncodedEvent> store, StreamId stream, long after) {
    assertThatExceptionOfType(UnreadableEventException.class)
        .as("after version %d", after)
        .isThrownBy(() -> store.read(stream, after, 10))
        .withMessageContaining(stream.toString());
  }

  /** Accepts a break, or the advice to read the whole stream, which then finds the break. */
  private static void assertNoEnd(EventStore<String, EncodedEvent> store, StreamId stream) {
    try {
      assertThat(store.readEnd(stream)).isNull();
    } catch (UnreadableEventException broken) {
      assertThat(broken).hasMessageContaining(stream.toString());
    }
  }

  private static Commit<EncodedEvent> commit(StreamId stream, long version, int events) {
    Commit<EncodedEvent> frame = ContractCommits.rivals(stream, version, 1).getFirst();
    return new Commit<>(
        stream,
        version,
        IntStream.range(0, events).mapToObj(ContractCommits::tick).toList(),
        frame.timestamp(),
        frame.command(),
        frame.metadata());
  }

  private static StreamId newStream() {
    return new StreamId("CONTRACT", UUID.randomUUID().toString());
  }
}
