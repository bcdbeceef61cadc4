package dev.headwater;

import dev.headwater.event.Commit;
import dev.headwater.event.EventLog;
import dev.headwater.event.StreamId;
import dev.headwater.host.Host;
import org.jspecify.annotations.Nullable;

/** What all commands of a handler share, and how they read the store. */
record CommandContext<C, S, E, R>(Decider<C, S, E, R> decider, EventStore<S, E> store, Host host) {
  /** Reads and folds the stream as it is now. */
  StreamHead<S, E> load(StreamId stream, StoreRetry retry) {
    StreamTail<S, E> end = retry.call(() -> store.readEnd(stream));
    return end == null ? foldWhole(stream, retry) : StreamHead.at(end, decider);
  }

  private StreamHead<S, E> foldWhole(StreamId stream, StoreRetry retry) {
    EventLog<E> log =
        (id, after, max) -> {
          retry.deadline().require("fold stream " + id);
          return retry.call(() -> store.read(id, after, max));
        };
    StreamHead<S, E> empty = StreamHead.ofEmptyStream(decider.initialState());
    return log.fold(stream, 0, empty, (head, commit) -> head.with(commit, decider));
  }

  /** The commit that begins at this version; {@code null} if there is none. */
  @Nullable Commit<E> commitAt(StreamId stream, long firstVersion, StoreRetry retry) {
    return retry.call(() -> store.read(stream, firstVersion - 1, 1)).commits().stream()
        .filter(commit -> commit.firstVersion() == firstVersion)
        .findFirst()
        .orElse(null);
  }
}
