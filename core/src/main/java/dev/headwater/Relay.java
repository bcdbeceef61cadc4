package dev.headwater;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import dev.headwater.EventPublisher.Result;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Carries commits from the events table's stream to the bus, at least once each.
 *
 * <p>An event that the bus did not take is tried again, at most {@value #MAX_ATTEMPTS} times; the
 * first record that could still not be placed is reported, so that the stream is resumed there. A
 * commit that the bus refuses for good is parked, so that it does not block its shard.
 *
 * <p>Safe for use by several threads.
 */
public final class Relay {
    static final int MAX_ATTEMPTS = 5;
    private static final Logger LOG = LoggerFactory.getLogger(Relay.class);

    private final EventPublisher publisher;
    private final ParkedCommits parked;
    private final Host host;

    public Relay(EventPublisher publisher, ParkedCommits parked, Host host) {
        this.publisher = publisher;
        this.parked = parked;
        this.host = host;
    }

    /**
     * Publishes the records' commits.
     *
     * @param records in the order of the stream
     * @return the sequence number of the first record that could not be placed: it and all after it
     *         are to be delivered again. {@code null} when all were placed
     */
    public @Nullable String relay(List<StreamRecord> records) {
        Placement placement = publish(records);
        for (int index = 0; index < records.size(); index++) {
            StreamRecord record = records.get(index);
            if (!settle(record, placement.deferred.get(index), placement.refused.get(index))) {
                return record.sequenceNumber();
            }
        }
        return null;
    }

    private Placement publish(List<StreamRecord> records) {
        Placement placement = new Placement(new HashMap<>(), new HashMap<>());
        List<Entry> pending = entries(records);
        for (int attempt = 1; attempt <= MAX_ATTEMPTS && !pending.isEmpty(); attempt++) {
            if (attempt > 1) {
                host.backOff(attempt - 1);
            }
            pending = publishOnce(pending, placement);
        }
        return placement;
    }

    private static List<Entry> entries(List<StreamRecord> records) {
        List<Entry> entries = new ArrayList<>(records.size());
        for (int index = 0; index < records.size(); index++) {
            if (records.get(index) instanceof StreamRecord.Committed committed) {
                for (RecordedEvent<EncodedEvent> event : committed.commit().recordedEvents()) {
                    entries.add(new Entry(index, event));
                }
            }
        }
        return entries;
    }

    /** Answers with the entries to try again. */
    private List<Entry> publishOnce(List<Entry> entries, Placement placement) {
        List<Result> results = publisher.publish(entries.stream().map(Entry::event).toList());
        List<Entry> again = new ArrayList<>();
        placement.deferred.clear();
        for (int index = 0; index < entries.size(); index++) {
            Entry entry = entries.get(index);
            switch (results.get(index)) {
                case Result.Published() -> {
                }
                case Result.Refused(String reason) -> placement.refused.put(entry.record, reason);
                case Result.Deferred(String reason) -> {
                    placement.deferred.put(entry.record, reason);
                    again.add(entry);
                }
            }
        }
        return again;
    }

    /** Whether the record is done with: published whole, or parked. */
    private boolean settle(StreamRecord record, @Nullable String deferred,
            @Nullable String refused) {
        if (record instanceof StreamRecord.Malformed malformed) {
            return park(record, malformed.reason());
        }
        if (deferred != null) {
            LOG.warn("Relay: {} is not published after {} attempts ({}), the stream is resumed"
                    + " there", record.key(), MAX_ATTEMPTS, deferred);
            return false;
        }
        return refused == null || park(record, refused);
    }

    private boolean park(StreamRecord record, String reason) {
        try {
            parked.park(record.key(), reason);
            LOG.error("Relay: {} is parked: {}", record.key(), reason);
            return true;
        } catch (UnavailableException e) {
            LOG.warn("Relay: {} could not be parked, the stream is resumed there", record.key(), e);
            return false;
        }
    }

    /** An event and the place of the record that it came with. */
    private record Entry(int record, RecordedEvent<EncodedEvent> event) {}

    /** Why records, by their place, are not published: for now, or for good. */
    private record Placement(Map<Integer, String> deferred, Map<Integer, String> refused) {}
}
