package dev.headwater.testkit;

import java.util.ArrayDeque;
import java.util.Deque;

import dev.headwater.Append;
import dev.headwater.EventStore;
import dev.headwater.StreamEnd;
import dev.headwater.StreamId;
import dev.headwater.UnavailableException;
import org.jspecify.annotations.Nullable;

/** Counts the calls to a store, and lets things happen in the middle of them. For one thread. */
final class WatchedEventStore<S, E> implements EventStore<S, E> {
    private final EventStore<S, E> store;
    private final Deque<Runnable> beforeAppends = new ArrayDeque<>();
    private int repliesToLose;
    private int reads;
    private int appends;

    WatchedEventStore(EventStore<S, E> store) {
        this.store = store;
    }

    /** Somebody is faster than one of the next appends: the next one, if none is set up yet. */
    void beforeAppend(Runnable action) {
        beforeAppends.add(action);
    }

    /** The next appends are carried out, and nobody hears of it. */
    void loseReplies(int count) {
        repliesToLose = count;
    }

    int reads() {
        return reads;
    }

    int appends() {
        return appends;
    }

    @Override
    public Page<E> read(StreamId stream, long afterVersion, int maxCommits) {
        reads++;
        return store.read(stream, afterVersion, maxCommits);
    }

    @Override
    public @Nullable StreamEnd<S, E> readEnd(StreamId stream) {
        reads++;
        return store.readEnd(stream);
    }

    @Override
    public AppendResult<E> append(Append<S, E> append) {
        appends++;
        if (!beforeAppends.isEmpty()) {
            beforeAppends.remove().run();
        }
        AppendResult<E> result = store.append(append);
        if (repliesToLose > 0) {
            repliesToLose--;
            throw new UnavailableException("No reply", true, new IllegalStateException("Lost"));
        }
        return result;
    }
}
