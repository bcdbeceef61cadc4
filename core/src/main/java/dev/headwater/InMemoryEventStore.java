package dev.headwater;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

import dev.headwater.EventStore.AppendResult.Appended;
import dev.headwater.EventStore.AppendResult.Conflict;

/** An event store in memory: for tests, simulations and prototypes. Safe for several threads. */
public final class InMemoryEventStore<E> implements EventStore<E> {
    private final ConcurrentMap<StreamId, Stream<E>> streams = new ConcurrentHashMap<>();

    @Override
    public Page<E> read(StreamId stream, long afterVersion, int maxCommits) {
        if (maxCommits < 1 || maxCommits > MAX_PAGE) {
            throw new IllegalArgumentException("A page has 1 to " + MAX_PAGE + " commits");
        }
        Stream<E> stored = streams.get(stream);
        return stored == null
                ? new Page<>(List.of(), false)
                : stored.read(afterVersion, maxCommits);
    }

    @Override
    public AppendResult<E> append(Commit<E> commit) {
        return streams.computeIfAbsent(commit.stream(), id -> new Stream<>()).append(commit);
    }

    /** The commits of one stream, in order and without a gap. */
    private static final class Stream<E> {
        private final List<Commit<E>> commits = new ArrayList<>();

        synchronized Page<E> read(long afterVersion, int maxCommits) {
            int from = indexOf(afterVersion + 1);
            int to = Math.min(commits.size(), from + maxCommits);
            return new Page<>(commits.subList(from, to), to < commits.size());
        }

        synchronized AppendResult<E> append(Commit<E> commit) {
            if (commit.firstVersion() == head() + 1) {
                commits.add(commit);
                return new Appended<>();
            }
            int index = indexOf(commit.firstVersion());
            if (index < commits.size()
                    && commits.get(index).firstVersion() == commit.firstVersion()) {
                return new Conflict<>(commits.get(index));
            }
            throw new IllegalArgumentException("Stream " + commit.stream()
                    + " has no commit that ends before version " + commit.firstVersion());
        }

        private long head() {
            return commits.isEmpty() ? 0 : commits.getLast().lastVersion();
        }

        /** The place of the first commit that begins at this version or later. */
        private int indexOf(long version) {
            int low = 0;
            int high = commits.size();
            while (low < high) {
                int middle = (low + high) >>> 1;
                if (commits.get(middle).firstVersion() < version) {
                    low = middle + 1;
                } else {
                    high = middle;
                }
            }
            return low;
        }
    }
}
