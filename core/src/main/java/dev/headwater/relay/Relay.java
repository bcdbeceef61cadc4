package dev.headwater.relay;

import dev.headwater.event.EncodedEvent;
import dev.headwater.event.RecordedEvent;
import dev.headwater.event.StreamId;
import dev.headwater.host.ConfigurationFault;
import dev.headwater.host.Deadline;
import dev.headwater.host.Host;
import dev.headwater.host.UnavailableException;
import dev.headwater.relay.EventPublisher.Result;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Publishes every commit of the events table's stream to the bus at least once, or parks it.
 *
 * <p>An event that the bus did not accept is retried, for at most {@value #MAX_ATTEMPTS} attempts
 * in all, unless everything left waits for an operator ({@link ConfigurationFault}). The relay then
 * reports the first record that it could neither publish nor park, so that the stream resumes
 * there. A commit that the bus refuses for good is parked, so that it does not block its shard.
 *
 * <p>Up to {@value #MAX_CALLS_AT_ONCE} calls to the bus run in parallel, but a stream's next commit
 * is sent only after the bus has answered for the previous one. Receivers must not rely on that
 * order; it only saves a projector log reads.
 *
 * <p>A commit that was overwritten or removed in the table is counted and logged, and nothing is
 * published for it.
 *
 * <p>Safe for use by several threads.
 */
public final class Relay {
  static final int MAX_ATTEMPTS = 5;

  /** Small enough for one call to the bus, so that the deadline is checked between calls. */
  static final int MAX_SLICE = 10;

  /** A batch of a hundred takes two rounds, and the shards together do not flood the bus. */
  static final int MAX_CALLS_AT_ONCE = 5;

  private static final Result.Deferred TOO_LATE = new Result.Deferred("no time left");
  private static final Logger LOG = LoggerFactory.getLogger(Relay.class);

  private final EventPublisher publisher;
  private final ParkedCommits parked;
  private final Host host;

  /** A relay that parks what {@code publisher} refuses for good. */
  public Relay(EventPublisher publisher, ParkedCommits parked, Host host) {
    this.publisher = publisher;
    this.parked = parked;
    this.host = host;
  }

  /**
   * Publishes the records' commits.
   *
   * @param records in stream order
   * @param deadline no call to the bus starts after it: what is not published by then is delivered
   *     again. A call in flight, and the parking of refused commits, may outlast it
   */
  public RelayedBatch relay(List<StreamRecord> records, Instant deadline) {
    Placement placement = publish(records, Deadline.at(deadline, host));
    placement.faults.forEach(fault -> LOG.error("Relay: {}", fault.describe()));
    Tally tally = new Tally();
    for (int index = 0; index < records.size(); index++) {
      StreamRecord record = records.get(index);
      String refused = placement.refused.get(index);
      if (!settle(record, placement.deferred.get(index), refused, placement.faults)) {
        return tally.upTo(record.sequenceNumber(), records.size() - index, placement.faults);
      }
      if (record instanceof StreamRecord.Altered altered) {
        tally.altered(altered);
      } else if (refused == null) {
        tally.lags.add(placement.lags.getOrDefault(index, Duration.ZERO));
      } else {
        tally.parked++;
      }
    }
    return tally.upTo(null, 0, placement.faults);
  }

  private Placement publish(List<StreamRecord> records, Deadline deadline) {
    Placement placement =
        new Placement(new HashMap<>(), new HashMap<>(), new HashMap<>(), new HashSet<>());
    List<Pending> pending = entries(records, placement);
    for (int attempt = 1; attempt <= MAX_ATTEMPTS && !pending.isEmpty(); attempt++) {
      if (attempt > 1) {
        if (deadline.hasPassed() || pending.stream().allMatch(Pending::needsOperator)) {
          break;
        }
        host.backOff(attempt - 1);
      }
      pending = publishOnce(pending, deadline, placement);
    }
    pending.forEach(placement::defer);
    return placement;
  }

  private static List<Pending> entries(List<StreamRecord> records, Placement placement) {
    List<Pending> entries = new ArrayList<>(records.size());
    for (int index = 0; index < records.size(); index++) {
      switch (records.get(index)) {
        case StreamRecord.Committed committed -> {
          for (var event : committed.commit().recordedEvents()) {
            entries.add(new Pending(index, event, TOO_LATE));
          }
        }
        case StreamRecord.Malformed malformed -> placement.refused.put(index, malformed.reason());
        case StreamRecord.Altered altered -> {}
      }
    }
    return entries;
  }

  /** Returns the entries to retry. */
  private List<Pending> publishOnce(List<Pending> entries, Deadline deadline, Placement placement) {
    List<Pending> again = new ArrayList<>();
    for (List<Slice> run : Slice.runs(entries)) {
      host.parallelCalls()
          .callEach(
              run.stream().<Supplier<List<Sent>>>map(slice -> () -> send(slice, deadline)).toList(),
              MAX_CALLS_AT_ONCE)
          .forEach(slice -> slice.forEach(sent -> placement.place(sent, again)));
    }
    return again;
  }

  private List<Sent> send(Slice slice, Deadline deadline) {
    List<Pending> entries = slice.entries;
    if (deadline.hasPassed()) {
      return entries.stream().map(entry -> sent(entry, entry.last)).toList();
    }
    List<Result> results = publisher.publish(entries.stream().map(Pending::event).toList());
    return IntStream.range(0, entries.size())
        .mapToObj(index -> sent(entries.get(index), results.get(index)))
        .toList();
  }

  private Sent sent(Pending entry, Result result) {
    return new Sent(entry, result, host.elapsedSince(entry.event.timestamp()));
  }

  /** Whether the record is settled: published as a whole, or parked. */
  private boolean settle(
      StreamRecord record,
      @Nullable String deferred,
      @Nullable String refused,
      Set<ConfigurationFault> faults) {
    if (deferred != null) {
      LOG.warn(
          "Relay: {} was not published ({}); the stream resumes there", record.key(), deferred);
      return false;
    }
    return refused == null || park(record, refused, faults);
  }

  private boolean park(StreamRecord record, String reason, Set<ConfigurationFault> faults) {
    try {
      parked.park(record.key(), reason);
      LOG.error("Relay: {} is parked: {}", record.key(), reason);
      return true;
    } catch (UnavailableException e) {
      LOG.warn(
          "Relay: {} could not be parked; the stream resumes there: {}",
          record.key(),
          e.getMessage());
      ConfigurationFault fault = e.configurationFault();
      if (fault != null && faults.add(fault)) {
        LOG.error("Relay: {}", fault.describe());
      }
      return false;
    }
  }

  /** An event, the index of its record, and why it is not published yet. */
  private record Pending(int record, RecordedEvent<EncodedEvent> event, Result.Deferred last) {
    boolean needsOperator() {
      return last.fault() != null;
    }
  }

  /** The entries that one call publishes. */
  private record Slice(List<Pending> entries) {
    /**
     * Cuts the entries into slices, and groups the slices into runs whose calls may run in
     * parallel: within a run, slices share a stream only if they share one commit of it.
     */
    static List<List<Slice>> runs(List<Pending> entries) {
      List<List<Slice>> runs = new ArrayList<>();
      Map<StreamId, Integer> commits = new HashMap<>();
      for (int from = 0; from < entries.size(); from += MAX_SLICE) {
        Slice slice = new Slice(entries.subList(from, Math.min(entries.size(), from + MAX_SLICE)));
        if (runs.isEmpty() || slice.hasLaterOf(commits)) {
          runs.add(new ArrayList<>());
          commits.clear();
        }
        slice.entries.forEach(entry -> commits.put(entry.event.stream(), entry.record));
        runs.getLast().add(slice);
      }
      return runs;
    }

    private boolean hasLaterOf(Map<StreamId, Integer> commits) {
      return entries.stream()
          .anyMatch(
              entry -> commits.getOrDefault(entry.event.stream(), entry.record) != entry.record);
    }
  }

  /** The result for an entry, and its lag behind the event. */
  private record Sent(Pending entry, Result result, Duration lag) {}

  /** Results by index of the record: why it was deferred or refused, and its lag. */
  private record Placement(
      Map<Integer, String> deferred,
      Map<Integer, String> refused,
      Map<Integer, Duration> lags,
      Set<ConfigurationFault> faults) {
    /**
     * @param again receives the entries to retry
     */
    void place(Sent sent, List<Pending> again) {
      Pending entry = sent.entry;
      switch (sent.result) {
        case Result.Published() ->
            lags.merge(
                entry.record, sent.lag, (one, other) -> one.compareTo(other) < 0 ? other : one);
        case Result.Refused(String reason) -> refused.put(entry.record, reason);
        case Result.Deferred last -> again.add(new Pending(entry.record, entry.event, last));
      }
    }

    /**
     * Only for entries that the last attempt left: a fault that an earlier attempt met has passed.
     */
    void defer(Pending left) {
      deferred.put(left.record, left.last.reason());
      ConfigurationFault fault = left.last.fault();
      if (fault != null) {
        faults.add(fault);
      }
    }
  }

  /** Counts the settled records. */
  private static final class Tally {
    private final List<Duration> lags = new ArrayList<>();
    private int parked;
    private int altered;

    void altered(StreamRecord.Altered record) {
      LOG.error(
          "Relay: the item of {} was changed ({}) in the events table, which Headwater"
              + " never does. Nothing is published for it",
          record.key(),
          record.change());
      altered++;
    }

    RelayedBatch upTo(@Nullable String resumeAt, int deferred, Set<ConfigurationFault> faults) {
      return new RelayedBatch(resumeAt, lags, parked, altered, deferred, faults);
    }
  }
}
