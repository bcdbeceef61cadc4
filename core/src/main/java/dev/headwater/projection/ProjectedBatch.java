package dev.headwater.projection;

import dev.headwater.event.StreamId;
import dev.headwater.host.ConfigurationFault;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The result of projecting a batch of messages. Messages in neither {@code retry} nor {@code
 * parked} were handled.
 *
 * @param retry messages to deliver again: a store did not answer, a race was lost too often, or
 *     time ran out
 * @param parked messages that no retry can help, each with its failure; they go to the dead-letter
 *     queue
 * @param parkedAggregates how many aggregates were parked; a message that is not an event belongs
 *     to none
 * @param lags one per view that moved: the time from the oldest event that the view was missing to
 *     the save. The event's time is from the host that decided the command, so this compares two
 *     clocks; never negative
 * @param duplicates messages whose events the view already showed
 * @param gaps how many aggregates had to be read from the log
 * @param faults what an operator has to correct before the retries can succeed
 */
public record ProjectedBatch(
    Set<String> retry,
    Map<String, Failure> parked,
    int parkedAggregates,
    List<Duration> lags,
    int duplicates,
    int gaps,
    Set<ConfigurationFault> faults) {
  public ProjectedBatch {
    retry = Set.copyOf(retry);
    parked = Map.copyOf(parked);
    lags = List.copyOf(lags);
    faults = Set.copyOf(faults);
  }

  /** How many views moved. */
  public int moved() {
    return lags.size();
  }

  /** Moves messages that could not be parked to {@code retry}. */
  public ProjectedBatch returning(Set<String> messageIds) {
    Set<String> again = new HashSet<>(retry);
    again.addAll(messageIds);
    Map<String, Failure> aside = new HashMap<>(parked);
    aside.keySet().removeAll(messageIds);
    return new ProjectedBatch(again, aside, parkedAggregates, lags, duplicates, gaps, faults);
  }

  /** Replaces the faults. */
  public ProjectedBatch with(Set<ConfigurationFault> found) {
    return new ProjectedBatch(retry, parked, parkedAggregates, lags, duplicates, gaps, found);
  }

  /** Collects the results of a batch. */
  static final class Report {
    private final Set<String> retry = new HashSet<>();
    private final Map<String, Failure> parked = new HashMap<>();
    private final List<Duration> lags = new ArrayList<>();
    private int parkedAggregates;
    private final Set<StreamId> gaps = new HashSet<>();
    private final Set<ConfigurationFault> faults = new HashSet<>();
    private int duplicates;

    void retry(Aggregate<?> aggregate) {
      retry.addAll(aggregate.messageIds());
    }

    void park(String messageId, Failure failure) {
      parked.put(messageId, failure);
    }

    void park(Aggregate<?> aggregate, Failure failure) {
      aggregate.messageIds().forEach(messageId -> park(messageId, failure));
      parkedAggregates++;
    }

    void moved(Duration lag) {
      lags.add(lag);
    }

    void duplicates(int count) {
      duplicates += count;
    }

    void gap(Aggregate<?> aggregate) {
      gaps.add(aggregate.stream());
    }

    /** Returns true the first time that the batch meets this fault. */
    boolean fault(ConfigurationFault fault) {
      return faults.add(fault);
    }

    /** A parked message is not retried, even if its aggregate failed as well. */
    ProjectedBatch close() {
      retry.removeAll(parked.keySet());
      return new ProjectedBatch(
          retry, parked, parkedAggregates, lags, duplicates, gaps.size(), faults);
    }
  }
}
