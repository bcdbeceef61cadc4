package dev.headwater.audit;

import dev.headwater.event.EventLog;
import dev.headwater.event.StreamId;

/** Folds individual streams from their events, never from a stored state. */
public record LogFold<A, E>(EventLog<E> log, StreamFold<A, E> fold) {
  /** The stream as it is now; at version 0 if it does not exist. */
  public FoldedStream<A> fold(StreamId stream) {
    return log.fold(
        stream,
        0,
        new FoldedStream<>(stream, 0, fold.begin(stream)),
        (before, commit) ->
            new FoldedStream<>(stream, commit.lastVersion(), fold.add(before.folded(), commit)));
  }

  /** Whether the stream has gained a commit since it was folded. */
  public boolean hasMoved(FoldedStream<?> from) {
    return !log.read(from.stream(), from.version(), 1).commits().isEmpty();
  }
}
