package dev.headwater.relay;

import dev.headwater.host.ConfigurationFault;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The result of relaying a batch of stream records.
 *
 * @param resumeAt the sequence number of the first record that was neither published nor parked: it
 *     and all after it must be delivered again. {@code null} if all were settled
 * @param lags one per commit that is published and not delivered again: the time from its decision
 *     until the bus accepted the last of its events. The commit's time is from the host that
 *     decided it, so this compares two clocks; never negative
 * @param parked how many commits were parked
 * @param skipped how many imported commits were not to be published, see {@link
 *     StreamRecord.Skipped}
 * @param altered how many commits were overwritten or removed in the events table, see {@link
 *     StreamRecord.Altered}
 * @param deferred how many records are delivered again; some of their events may be published
 *     already
 * @param faults what an operator has to correct before the deferred records can be published or
 *     parked
 */
public record RelayedBatch(
    @Nullable String resumeAt,
    List<Duration> lags,
    int parked,
    int skipped,
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
