package dev.headwater.relay;

import dev.headwater.event.StreamId;
import dev.headwater.host.ConfigurationFault;
import dev.headwater.host.Deadline;
import dev.headwater.host.Host;
import dev.headwater.host.UnavailableException;
import dev.headwater.relay.EventPublisher.Result;
import dev.headwater.relay.PendingRecord.Outcome;
import dev.headwater.relay.PendingRecord.PendingEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
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
 * published for it. An imported commit that is not to be published is only counted.
 *
 * <p>Thread-safe.
 */
public final class Relay {
  static final int MAX_ATTEMPTS = 5;

  /** Small enough for one call to the bus, so that the deadline is checked between calls. */
  static final int MAX_SLICE = 10;

  /** A batch of a hundred takes two rounds, and the shards together do not flood the bus. */
  static final int MAX_CALLS_AT_ONCE = 5;

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
    List<PendingRecord> pending = records.stream().map(PendingRecord::new).toList();
    List<PendingEvent> left = publish(pending, Deadline.at(deadline, host));
    Tally tally = new Tally();
    // Only theirs: a fault that an earlier attempt met has passed.
    left.forEach(event -> tally.fault(event.fault()));
    for (int index = 0; index < pending.size(); index++) {
      if (!settle(pending.get(index), tally)) {
        return tally.upTo(records.get(index).sequenceNumber(), records.size() - index);
      }
    }
    return tally.upTo(null, 0);
  }

  /** Returns the events that are still deferred after the last attempt. */
  private List<PendingEvent> publish(List<PendingRecord> records, Deadline deadline) {
    List<PendingEvent> left = new ArrayList<>(records.size());
    records.forEach(record -> left.addAll(record.events()));
    for (int attempt = 1; attempt <= MAX_ATTEMPTS && !left.isEmpty(); attempt++) {
      if (attempt > 1) {
        if (deadline.hasPassed() || left.stream().allMatch(event -> event.fault() != null)) {
          break;
        }
        host.backOff(attempt - 1);
      }
      publishOnce(left, deadline);
      left.removeIf(event -> !event.isDeferred());
    }
    return left;
  }

  private void publishOnce(List<PendingEvent> events, Deadline deadline) {
    for (List<Slice> run : Slice.runs(events)) {
      host.parallelCalls()
          .callEach(
              run.stream().<Supplier<Slice>>map(slice -> () -> send(slice, deadline)).toList(),
              MAX_CALLS_AT_ONCE);
    }
  }

  /** Sends the slice unless the deadline has passed, and returns it. */
  private Slice send(Slice slice, Deadline deadline) {
    if (!deadline.hasPassed()) {
      List<PendingEvent> events = slice.events;
      List<Result> results = publisher.publish(events.stream().map(PendingEvent::event).toList());
      for (int index = 0; index < events.size(); index++) {
        PendingEvent event = events.get(index);
        event.answered(results.get(index), host.elapsedSince(event.event().timestamp()));
      }
    }
    return slice;
  }

  /** Whether the record is settled: published as a whole, parked, or not to be published. */
  private boolean settle(PendingRecord pending, Tally tally) {
    StreamRecord record = pending.record();
    return switch (pending.outcome()) {
      case Outcome.Published(Duration lag) -> {
        tally.lags.add(lag);
        yield true;
      }
      case Outcome.Skipped() -> {
        tally.skipped++;
        yield true;
      }
      case Outcome.Altered(String change) -> {
        LOG.error(
            "Relay: the item of {} was changed ({}) in the events table, which Headwater"
                + " never does. Nothing is published for it",
            record.key(),
            change);
        tally.altered++;
        yield true;
      }
      case Outcome.Refused(String reason) -> park(record, reason, tally);
      case Outcome.Deferred(String reason) -> {
        LOG.warn(
            "Relay: {} was not published ({}); the stream resumes there", record.key(), reason);
        yield false;
      }
    };
  }

  private boolean park(StreamRecord record, String reason, Tally tally) {
    try {
      parked.park(record.key(), reason);
      LOG.error("Relay: {} is parked: {}", record.key(), reason);
      tally.parked++;
      return true;
    } catch (UnavailableException e) {
      LOG.warn(
          "Relay: {} could not be parked; the stream resumes there: {}",
          record.key(),
          e.getMessage());
      tally.fault(e.configurationFault());
      return false;
    }
  }

  /** The events that one call publishes. */
  private record Slice(List<PendingEvent> events) {
    /**
     * Cuts the events into slices, and groups the slices into runs whose calls may run in parallel:
     * within a run, slices share a stream only if they share one commit of it.
     */
    static List<List<Slice>> runs(List<PendingEvent> events) {
      List<List<Slice>> runs = new ArrayList<>();
      Map<StreamId, PendingRecord> commits = new HashMap<>();
      for (int from = 0; from < events.size(); from += MAX_SLICE) {
        Slice slice = new Slice(events.subList(from, Math.min(events.size(), from + MAX_SLICE)));
        if (runs.isEmpty() || slice.hasLaterOf(commits)) {
          runs.add(new ArrayList<>());
          commits.clear();
        }
        slice.events.forEach(event -> commits.put(event.stream(), event.parent()));
        runs.getLast().add(slice);
      }
      return runs;
    }

    private boolean hasLaterOf(Map<StreamId, PendingRecord> commits) {
      return events.stream()
          .anyMatch(
              event -> commits.getOrDefault(event.stream(), event.parent()) != event.parent());
    }
  }

  /** Counts the settled records, and collects the faults. */
  private static final class Tally {
    private final List<Duration> lags = new ArrayList<>();
    private final Set<ConfigurationFault> faults = new HashSet<>();
    private int parked;
    private int skipped;
    private int altered;

    void fault(@Nullable ConfigurationFault fault) {
      if (fault != null && faults.add(fault)) {
        LOG.error("Relay: {}", fault.describe());
      }
    }

    RelayedBatch upTo(@Nullable String resumeAt, int deferred) {
      return new RelayedBatch(resumeAt, lags, parked, skipped, altered, deferred, faults);
    }
  }
}
