package dev.headwater.service.operations;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Which claims to audit.
 *
 * @param settings values of environment variables that differ from the deployed ones, as a later
 *     deployment will set them
 * @param ifNeverFilled whether there is only something to do for a claims table that was never
 *     filled
 * @param takeOver whether a repair may fill a claims table that holds the claims of another events
 *     table, which this one has replaced
 * @param rate the capacity units per second for each table; 0 for no limit
 */
record ClaimsRequest(
    boolean repair,
    @Nullable Map<String, String> settings,
    @Nullable Boolean ifNeverFilled,
    @Nullable Boolean takeOver,
    @Nullable Integer rate) {
  ClaimsRequest {
    requireRate(rate);
    if (Boolean.TRUE.equals(takeOver) && !repair) {
      throw new IllegalArgumentException("takeOver needs repair");
    }
  }

  boolean takesOver() {
    return Boolean.TRUE.equals(takeOver);
  }

  int units() {
    return rate == null ? 0 : rate;
  }

  static void requireRate(@Nullable Integer rate) {
    if (rate != null && rate < 0) {
      throw new IllegalArgumentException("rate must not be negative");
    }
  }
}
