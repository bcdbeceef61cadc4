package dev.headwater.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headwater.AppendRequest;
import dev.headwater.ClaimChanges;
import dev.headwater.EventStore;
import dev.headwater.EventStore.AppendResult.Appended;
import dev.headwater.EventStore.AppendResult.Conflict;
import dev.headwater.RecentCommits;
import dev.headwater.Snapshot;
import dev.headwater.StreamTail;
import dev.headwater.event.Commit;
import dev.headwater.event.EncodedEvent;
import dev.headwater.event.EventCodec;
import dev.headwater.event.StreamId;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** The contract of an {@link EventStore} that stores snapshots with its commits. */
interface SnapshotContract {
  /**
   * The store under test, with the codec {@link EventCodec#asStored} and the {@link
   * TextStateCodec}.
   */
  EventStore<String, EncodedEvent> eventStore();

  @Test
  default void a_stream_that_was_never_written_has_an_empty_tail() {
    assertThat(eventStore().readEnd(newStream())).isEqualTo(new StreamTail<>(null, List.of()));
  }

  @Test
  default void a_snapshot_reads_back_unchanged() {
    EventStore<String, EncodedEvent> store = eventStore();
    AppendRequest<String, EncodedEvent> first =
        due(newStream(), 1, RecentCommits.none(), "é \uD83D\uDE00");
    assertThat(store.append(first)).isEqualTo(new Appended<>(true));

    assertThat(store.readEnd(first.commit().stream()))
        .isEqualTo(new StreamTail<>(first.after(), List.of(first.commit())));
  }

  @Test
  default void the_newest_snapshot_is_read() {
    EventStore<String, EncodedEvent> store = eventStore();
    StreamId stream = newStream();
    RecentCommits recent = RecentCommits.none();
    for (int version = 1; version <= 40; version++) {
      AppendRequest<String, EncodedEvent> next = due(stream, version, recent, "state " + version);
      recent = recent.with(next.commit());
      store.append(next);
    }

    assertThat(store.readEnd(stream))
        .isEqualTo(
            new StreamTail<>(new Snapshot<>(40, "state 40", recent), List.of(commit(stream, 40))));
  }

  @Test
  default void commits_after_the_snapshot_come_with_it() {
    EventStore<String, EncodedEvent> store = eventStore();
    StreamId stream = newStream();
    AppendRequest<String, EncodedEvent> first = due(stream, 1, RecentCommits.none(), "state");
    store.append(first);
    for (int version = 2; version <= 4; version++) {
      store.append(commit(stream, version));
    }

    assertThat(store.readEnd(stream))
        .isEqualTo(new StreamTail<>(first.after(), store.read(stream, 0, 10).commits()));
  }

  @Test
  default void a_short_stream_without_a_snapshot_is_read_whole() {
    EventStore<String, EncodedEvent> store = eventStore();
    StreamId stream = newStream();
    List<Commit<EncodedEvent>> commits = List.of(commit(stream, 1), commit(stream, 2));
    commits.forEach(store::append);

    assertThat(store.readEnd(stream)).isEqualTo(new StreamTail<>(null, commits));
  }

  @Test
  default void a_long_stream_without_a_snapshot_is_never_read_in_part() {
    EventStore<String, EncodedEvent> store = eventStore();
    History<EncodedEvent> history = History.of(newStream());
    for (int commit = 0; commit < 60; commit++) {
      history = history.commit(ContractCommits.ofCharacters(45_000));
    }
    history.appendTo(store);
    StreamTail<String, EncodedEvent> end = store.readEnd(history.stream());

    assertThat(end == null || end.equals(new StreamTail<>(null, history.commits())))
        .as("every commit, or the advice to read the stream whole")
        .isTrue();
  }

  @Test
  default void a_snapshot_that_is_not_due_is_kept_if_the_store_reports_so() {
    EventStore<String, EncodedEvent> store = eventStore();
    StreamId stream = newStream();
    AppendRequest<String, EncodedEvent> due = due(stream, 1, RecentCommits.none(), "state");
    var result = store.append(new AppendRequest<>(due.commit(), due.after(), false, due.claims()));
    boolean kept = result.equals(new Appended<>(true));

    assertThat(store.readEnd(stream))
        .isEqualTo(
            kept
                ? new StreamTail<>(due.after(), List.of(due.commit()))
                : new StreamTail<>(null, List.of(due.commit())));
  }

  @Test
  default void an_append_that_loses_keeps_no_snapshot() {
    EventStore<String, EncodedEvent> store = eventStore();
    StreamId stream = newStream();
    AppendRequest<String, EncodedEvent> first = due(stream, 1, RecentCommits.none(), "first");
    store.append(first);
    Commit<EncodedEvent> rival = ContractCommits.rival(first.commit(), 1);
    Snapshot<String> second = new Snapshot<>(1, "second", RecentCommits.none().with(rival));

    assertThat(store.append(new AppendRequest<>(rival, second, true, ClaimChanges.NONE)))
        .isEqualTo(new Conflict<>(first.commit()));
    assertThat(store.readEnd(stream))
        .isEqualTo(new StreamTail<>(first.after(), List.of(first.commit())));
  }

  private static AppendRequest<String, EncodedEvent> due(
      StreamId stream, long version, RecentCommits before, String state) {
    Commit<EncodedEvent> commit = commit(stream, version);
    return new AppendRequest<>(
        commit, new Snapshot<>(version, state, before.with(commit)), true, ClaimChanges.NONE);
  }

  private static Commit<EncodedEvent> commit(StreamId stream, long version) {
    return ContractCommits.rivals(stream, version, 1).getFirst();
  }

  private static StreamId newStream() {
    return new StreamId("CONTRACT", UUID.randomUUID().toString());
  }
}
