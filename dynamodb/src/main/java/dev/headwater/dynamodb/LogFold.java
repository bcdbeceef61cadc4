package dev.headwater.dynamodb;

import dev.headwater.EventCodec;
import dev.headwater.EventLog;
import dev.headwater.StreamId;

/** Folds single streams from their events, never from a stored state. */
final class LogFold<A, E> {
    private final EventLog<E> log;
    private final StreamFold<A, E> fold;

    LogFold(TableAccess table, EventCodec<E> codec, StreamFold<A, E> fold) {
        DynamoDbEventLog<E> stored = new DynamoDbEventLog<>(table.client(), table.tableName(),
                codec);
        this.log = (stream, after, max) -> table.call(() -> stored.read(stream, after, max));
        this.fold = fold;
    }

    /** The stream as it is now; version 0 when there is none. */
    FoldedStream<A> fold(StreamId stream) {
        Folding folding = new Folding(stream);
        log.readAll(stream, 0, commit -> {
            folding.folded = fold.add(folding.folded, commit);
            folding.version = commit.lastVersion();
        });
        return new FoldedStream<>(stream, folding.version, folding.folded);
    }

    /** Whether the stream has a commit beyond what was folded. */
    boolean hasMoved(FoldedStream<?> from) {
        return !log.read(from.stream(), from.version(), 1).commits().isEmpty();
    }

    private final class Folding {
        private long version;
        private A folded;

        Folding(StreamId stream) {
            folded = fold.begin(stream);
        }
    }
}
