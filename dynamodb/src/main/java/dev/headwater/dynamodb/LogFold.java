package dev.headwater.dynamodb;

import dev.headwater.event.EventCodec;
import dev.headwater.event.EventLog;
import dev.headwater.event.StreamId;

/** Folds single streams from their events, never from a stored state. */
final class LogFold<A, E> {
  private final EventLog<E> log;
  private final StreamFold<A, E> fold;

  LogFold(TableAccess table, EventCodec<E> codec, StreamFold<A, E> fold) {
    DynamoDbEventLog<E> stored = new DynamoDbEventLog<>(table.client(), table.tableName(), codec);
    this.log = (stream, after, max) -> table.call(() -> stored.read(stream, after, max));
    this.fold = fold;
  }

  /** The stream as it is now; version 0 when there is none. */
  FoldedStream<A> fold(StreamId stream) {
    return log.fold(
        stream,
        0,
        new FoldedStream<>(stream, 0, fold.begin(stream)),
        (before, commit) ->
            new FoldedStream<>(stream, commit.lastVersion(), fold.add(before.folded(), commit)));
  }

  /** Whether the stream has a commit beyond what was folded. */
  boolean hasMoved(FoldedStream<?> from) {
    return !log.read(from.stream(), from.version(), 1).commits().isEmpty();
  }
}
