package dev.headwater;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

/**
 * A stream folded up to a commit boundary: its state, its version, and the commits by which a
 * repeated command is recognised: the one that created the stream, the one that followed the version
 * that the caller expects, and the latest 16.
 */
final class StreamHead<C, S, E, R> {
    static final int REMEMBERED_COMMITS = 16;

    private final Decider<C, S, E, R> decider;
    private final Deque<Commit<E>> recent = new ArrayDeque<>(REMEMBERED_COMMITS);
    private final List<Commit<E>> pinned = new ArrayList<>(2);
    private final @Nullable Long expectedVersion;
    private S state;
    private long version;

    private StreamHead(Decider<C, S, E, R> decider, @Nullable Long expectedVersion) {
        this.decider = decider;
        this.expectedVersion = expectedVersion;
        this.state = decider.initialState();
    }

    static <C, S, E, R> StreamHead<C, S, E, R> load(Decider<C, S, E, R> decider, EventLog<E> log,
            StreamId stream, @Nullable Long expectedVersion) {
        StreamHead<C, S, E, R> head = new StreamHead<>(decider, expectedVersion);
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
        remember(commit);
        version = commit.lastVersion();
    }

    private void remember(Commit<E> commit) {
        if (version == 0 || Objects.equals(version, expectedVersion)) {
            pinned.add(commit);
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
        return Stream.concat(recent.stream(), pinned.stream())
                .filter(commit -> commit.command().commandId().equals(commandId))
                .findFirst()
                .orElse(null);
    }
}
