package dev.headwater;

import org.jspecify.annotations.Nullable;

/** What all commands of a handler share, and how they read. */
record CommandContext<C, S, E, R>(Decider<C, S, E, R> decider, EventStore<S, E> store, Host host) {
    /** The stream as it is now. */
    StreamHead<S, E> load(StreamId stream, Persistence persistence) {
        StreamEnd<S, E> end = persistence.call(() -> store.readEnd(stream));
        return end == null ? foldWhole(stream, persistence) : StreamHead.at(end, decider);
    }

    private StreamHead<S, E> foldWhole(StreamId stream, Persistence persistence) {
        Folding<S, E> folding = new Folding<>(decider);
        EventLog<E> log = (id, after, max) -> {
            persistence.deadline().require("fold stream " + id);
            return persistence.call(() -> store.read(id, after, max));
        };
        log.readAll(stream, 0, folding::add);
        return folding.head;
    }

    /** The commit that begins at this version, if there is one. */
    @Nullable
    Commit<E> commitAt(StreamId stream, long firstVersion, Persistence persistence) {
        return persistence.call(() -> store.read(stream, firstVersion - 1, 1))
                .commits()
                .stream()
                .filter(commit -> commit.firstVersion() == firstVersion)
                .findFirst()
                .orElse(null);
    }

    /** A fold on its way through a long stream. */
    private static final class Folding<S, E> {
        private final Decider<?, S, E, ?> decider;
        private StreamHead<S, E> head;

        Folding(Decider<?, S, E, ?> decider) {
            this.decider = decider;
            this.head = StreamHead.ofEmptyStream(decider.initialState());
        }

        void add(Commit<E> commit) {
            head = head.with(commit, decider);
        }
    }
}
