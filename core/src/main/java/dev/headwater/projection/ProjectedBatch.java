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
 * What became of a batch of messages. Those that are named nowhere are done with.
 *
 * @param retry messages to deliver again: a store did not answer, a race was lost too often, or the
 *     time was over
 * @param parked messages that no retry can help, each with its reason; they go to the dead-letter
 *     queue
 * @param parkedAggregates how many aggregates were parked; a message that is no event has none
 * @param lags one for each view that moved, see {@link #moved()}: the time from the oldest event
 *     that the view was missing to the save. The event's time is that of the host that decided the
 *     command, so two clocks are compared; never negative
 * @param duplicates messages that told nothing new
 * @param gaps aggregates that were read from the log
 * @param faults what an operator has to correct before the messages to retry can succeed
 */
public record ProjectedBatch(
    Set<String> retry,
    Map<String, String> parked,
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

  /** The same, when some of the parked messages could not be put aside: they come again. */
  public ProjectedBatch returning(Set<String> messageIds) {
    Set<String> again = new HashSet<>(retry);
    again.addAll(messageIds);
    Map<String, String> aside = new HashMap<>(parked);
    aside.keySet().removeAll(messageIds);
    return new ProjectedBatch(again, aside, parkedAggregates, lags, duplicates, gaps, faults);
  }

  /** The same, with these faults. */
  public ProjectedBatch with(Set<ConfigurationFault> found) {
    return new ProjectedBatch(retry, parked, parkedAggregates, lags, duplicates, gaps, found);
  }

  /** Gathers what becomes of a batch. */
  static final class Report {
    private final Set<String> retry = new HashSet<>();
    private final Map<String, String> parked = new HashMap<>();
    private final List<Duration> lags = new ArrayList<>();
    private int parkedAggregates;
    private final Set<StreamId> gaps = new HashSet<>();
    private final Set<ConfigurationFault> faults = new HashSet<>();
    private int duplicates;

    void retry(AggregateFold<?, ?> fold) {
      retry.addAll(fold.messageIds());
    }

    void park(String messageId, String reason) {
      parked.put(messageId, reason);
    }

    void park(AggregateFold<?, ?> fold, String reason) {
      fold.messageIds().forEach(messageId -> park(messageId, reason));
      parkedAggregates++;
    }

    void moved(Duration lag) {
      lags.add(lag);
    }

    void duplicates(int count) {
      duplicates += count;
    }

    void gap(AggregateFold<?, ?> fold) {
      gaps.add(fold.stream());
    }

    /** True when the batch has not met it before. */
    boolean fault(ConfigurationFault fault) {
      return faults.add(fault);
    }

    /** A message that was parked before the rest of its batch failed is done with. */
    ProjectedBatch close() {
      retry.removeAll(parked.keySet());
      return new ProjectedBatch(
          retry, parked, parkedAggregates, lags, duplicates, gaps.size(), faults);
    }
  }
}
