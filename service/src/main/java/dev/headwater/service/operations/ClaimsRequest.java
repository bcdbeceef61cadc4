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
 * @param rate the capacity units per second for each table; 0 for no limit
 */
record ClaimsRequest(
    boolean repair,
    @Nullable Map<String, String> settings,
    @Nullable Boolean ifNeverFilled,
    @Nullable Integer rate) {
  ClaimsRequest {
    requireRate(rate);
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
