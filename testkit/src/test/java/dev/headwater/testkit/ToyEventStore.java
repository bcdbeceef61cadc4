package dev.headwater.testkit;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;

import dev.headwater.Commit;
import dev.headwater.EncodedEvent;
import dev.headwater.EventStore;
import dev.headwater.EventStore.AppendResult.Appended;
import dev.headwater.EventStore.AppendResult.Conflict;
import dev.headwater.StreamId;
import org.jspecify.annotations.Nullable;

/**
 * A right store, laid out as a table is, of which a test breaks one method. It is the test of its
 * own contract; JUnit makes a new one for each test.
 */
class ToyEventStore implements EventStore<EncodedEvent>, EventStoreContract {
    private final Map<String, NavigableMap<Long, Commit<EncodedEvent>>> partitions;

    ToyEventStore() {
        this.partitions = new ConcurrentHashMap<>();
    }

    @Override
    public EventStore<EncodedEvent> eventStore() {
        return this;
    }

    @Override
    public Page<EncodedEvent> read(StreamId stream, long afterVersion, int maxCommits) {
        if (maxCommits < 1 || maxCommits > MAX_PAGE) {
            throw new IllegalArgumentException("A page of " + maxCommits);
        }
        return page(List.copyOf(partition(stream).tailMap(afterVersion, false).values()),
                maxCommits);
    }

    @Override
    public AppendResult<EncodedEvent> append(Commit<EncodedEvent> commit) {
        Commit<EncodedEvent> existing = write(partition(commit.stream()), commit);
        return existing == null ? new Appended<>() : new Conflict<>(existing);
    }

    String partitionKey(StreamId stream) {
        return stream.toString();
    }

    Comparator<Long> order() {
        return Comparator.naturalOrder();
    }

    Page<EncodedEvent> page(List<Commit<EncodedEvent>> later, int maxCommits) {
        int size = Math.min(later.size(), maxCommits);
        return new Page<>(later.subList(0, size), size < later.size());
    }

    /** Answers with the commit that was there before. */
    @Nullable
    Commit<EncodedEvent> write(Map<Long, Commit<EncodedEvent>> partition,
            Commit<EncodedEvent> commit) {
        return partition.putIfAbsent(commit.firstVersion(), commit);
    }

    private NavigableMap<Long, Commit<EncodedEvent>> partition(StreamId stream) {
        return partitions.computeIfAbsent(partitionKey(stream),
                key -> new ConcurrentSkipListMap<>(order()));
    }
}
