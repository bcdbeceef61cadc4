package dev.headwater;

import dev.headwater.event.Commit;
import dev.headwater.event.EventLog;
import dev.headwater.event.StreamId;
import dev.headwater.host.Host;
import org.jspecify.annotations.Nullable;

/** What all commands of a handler share, and how they read. */
record CommandContext<C, S, E, R>(Decider<C, S, E, R> decider, EventStore<S, E> store, Host host) {
  /** The stream as it is now. */
  StreamHead<S, E> load(StreamId stream, StoreRetry persistence) {
    StreamTail<S, E> end = persistence.call(() -> store.readEnd(stream));
    return end == null ? foldWhole(stream, persistence) : StreamHead.at(end, decider);
  }

  private StreamHead<S, E> foldWhole(StreamId stream, StoreRetry persistence) {
    EventLog<E> log =
        (id, after, max) -> {
          persistence.deadline().require("fold stream " + id);
          return persistence.call(() -> store.read(id, after, max));
        };
    StreamHead<S, E> empty = StreamHead.ofEmptyStream(decider.initialState());
    return log.fold(stream, 0, empty, (head, commit) -> head.with(commit, decider));
  }

  /** The commit that begins at this version, if there is one. */
  @Nullable Commit<E> commitAt(StreamId stream, long firstVersion, StoreRetry persistence) {
    return persistence.call(() -> store.read(stream, firstVersion - 1, 1)).commits().stream()
        .filter(commit -> commit.firstVersion() == firstVersion)
        .findFirst()
        .orElse(null);
  }
}
