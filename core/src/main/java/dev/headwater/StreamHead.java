package dev.headwater;

import java.util.ArrayDeque;
import java.util.Deque;

import org.jspecify.annotations.Nullable;

/**
 * A stream folded up to a commit boundary: its state, its version, and the commits by which a
 * repeated command is recognised: the one that created the stream, and the latest 16.
 */
final class StreamHead<C, S, E, R> {
    static final int REMEMBERED_COMMITS = 16;

    private final Decider<C, S, E, R> decider;
    private final Deque<Commit<E>> recent = new ArrayDeque<>(REMEMBERED_COMMITS);
    private @Nullable Commit<E> creating;
    private S state;
    private long version;

    private StreamHead(Decider<C, S, E, R> decider) {
        this.decider = decider;
        this.state = decider.initialState();
    }

    static <C, S, E, R> StreamHead<C, S, E, R> load(Decider<C, S, E, R> decider, EventLog<E> log,
            StreamId stream) {
        StreamHead<C, S, E, R> head = new StreamHead<>(decider);
        log.readAll(stream, 0, head::apply);
        return head;
    }

    void apply(Commit<E> commit) {
        if (commit.firstVersion() != version + 1) {
            throw new IllegalStateException("Stream " + commit.stream() + " is at version "
                    + version + " and its next commit starts at " + commit.firstVersion());
        }
        for (E event : commit.events()) {
            state = decider.evolve(state, event);
        }
        version = commit.lastVersion();
        remember(commit);
    }

    private void remember(Commit<E> commit) {
        if (creating == null) {
            creating = commit;
        }
        if (recent.size() == REMEMBERED_COMMITS) {
            recent.removeFirst();
        }
        recent.addLast(commit);
    }

    S state() {
        return state;
    }

    long version() {
        return version;
    }

    /** The commit that the command with this id wrote, if it is still remembered. */
    @Nullable
    Commit<E> commitOf(String commandId) {
        for (Commit<E> commit : recent) {
            if (commit.command().commandId().equals(commandId)) {
                return commit;
            }
        }
        return creating != null && creating.command().commandId().equals(commandId)
                ? creating
                : null;
    }
}
