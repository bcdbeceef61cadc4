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
 * Carries commits from the events table's stream to the bus, at least once each.
 *
 * <p>An event that the bus did not take is tried again, at most {@value #MAX_ATTEMPTS} times,
 * unless all that is left waits for an operator ({@link ConfigurationFault}); the first record that
 * could still not be placed is reported, so that the stream is resumed there. A commit that the bus
 * refuses for good is parked, so that it does not block its shard.
 *
 * <p>Up to {@value #MAX_CALLS_AT_ONCE} calls to the bus overlap, but the next commit of a stream
 * leaves only after the bus has answered for the one before. No receiver may rely on that; a view
 * that gets its messages in order is spared a read of the log.
 *
 * <p>A commit that was overwritten or removed in the table is counted and logged, and nothing is
 * published for it.
 *
 * <p>Safe for use by several threads.
 */
public final class Relay {
  static final int MAX_ATTEMPTS = 5;

  /** Small enough for one call of a bus, so that the time is looked at between two calls. */
  static final int MAX_SLICE = 10;

  /** A batch of a hundred takes two rounds, and a bus is not flooded by each shard at once. */
  static final int MAX_CALLS_AT_ONCE = 5;

  private static final Result.Deferred TOO_LATE = new Result.Deferred("no time left");
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
   * @param deadline after it no call to the bus is begun: what is not published by then comes
   *     again. A call that is under way, and the parking of what was refused, may outlast it
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

  /** Answers with the entries to try again. */
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

  /** Whether the record is done with: published whole, or parked. */
  private boolean settle(
      StreamRecord record,
      @Nullable String deferred,
      @Nullable String refused,
      Set<ConfigurationFault> faults) {
    if (deferred != null) {
      LOG.warn(
          "Relay: {} is not published ({}), the stream is resumed there", record.key(), deferred);
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
          "Relay: {} could not be parked, the stream is resumed there: {}",
          record.key(),
          e.getMessage());
      ConfigurationFault fault = e.configurationFault();
      if (fault != null && faults.add(fault)) {
        LOG.error("Relay: {}", fault.describe());
      }
      return false;
    }
  }

  /** An event, the place of the record that it came with, and why it is not published yet. */
  private record Pending(int record, RecordedEvent<EncodedEvent> event, Result.Deferred last) {
    boolean needsOperator() {
      return last.fault() != null;
    }
  }

  /** What one call publishes. */
  private record Slice(List<Pending> entries) {
    /**
     * All entries in slices, and the slices in runs of which all calls may overlap: no stream has
     * commits in two slices of a run, but for a commit that lies in both.
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

  /** What became of an entry, and how long after its event. */
  private record Sent(Pending entry, Result result, Duration lag) {}

  /** What became of records, by their place: why not published, for now or for good; how late. */
  private record Placement(
      Map<Integer, String> deferred,
      Map<Integer, String> refused,
      Map<Integer, Duration> lags,
      Set<ConfigurationFault> faults) {
    /**
     * @param again takes what is to be tried again
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

    /** Of what the last attempt left: a fault of an earlier one is over. */
    void defer(Pending left) {
      deferred.put(left.record, left.last.reason());
      ConfigurationFault fault = left.last.fault();
      if (fault != null) {
        faults.add(fault);
      }
    }
  }

  /** What became of the records that were settled. */
  private static final class Tally {
    private final List<Duration> lags = new ArrayList<>();
    private int parked;
    private int altered;

    void altered(StreamRecord.Altered record) {
      LOG.error(
          "Relay: the item of {} was changed ({}) in the events table, which nothing of"
              + " ours does. Nothing is published for it",
          record.key(),
          record.change());
      altered++;
    }

    RelayedBatch upTo(@Nullable String resumeAt, int deferred, Set<ConfigurationFault> faults) {
      return new RelayedBatch(resumeAt, lags, parked, altered, deferred, faults);
    }
  }
}
