package dev.headwater.relay;

import dev.headwater.host.ConfigurationFault;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What became of a batch of a stream's records.
 *
 * @param resumeAt the sequence number of the first record that could not be placed: it and all
 *     after it are to be delivered again. {@code null} when all were placed
 * @param lags one for each commit that is published and not delivered again: the time from its
 *     decision until the bus had the last of its events. The commit's time is that of the host that
 *     decided it, so two clocks are compared; never negative
 * @param parked commits that were put aside
 * @param altered commits that were overwritten or removed in the events table, see {@link
 *     StreamRecord.Altered}
 * @param deferred records that are delivered again; a part of them may be published already
 * @param faults what an operator has to correct before the deferred records can be placed
 */
public record RelayedBatch(
    @Nullable String resumeAt,
    List<Duration> lags,
    int parked,
    int altered,
    int deferred,
    Set<ConfigurationFault> faults) {
  public RelayedBatch {
    lags = List.copyOf(lags);
    faults = Set.copyOf(faults);
  }

  /** How many commits are published and not delivered again. */
  public int published() {
    return lags.size();
  }
}
