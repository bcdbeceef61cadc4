package dev.headwater.service.operations;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * What to verify.
 *
 * @param view the only view to verify; {@code null} for all
 * @param sample the percentage of streams, {@code null} for all of them
 * @param seed selects the sample
 * @param lag how many seconds a view may lag behind its events
 * @param rate the capacity units per second for each table; 0 for no limit
 * @param show how much of a view that differs
 */
record VerifyRequest(
    boolean repair,
    @Nullable String view,
    @Nullable BigDecimal sample,
    @Nullable Long seed,
    @Nullable Integer lag,
    @Nullable Integer rate,
    @Nullable Show show) {
  private static final int MAX_LAG_SECONDS = 30;
  private static final int DEFAULT_LAG_SECONDS = 5;
  private static final BigDecimal ALL = BigDecimal.valueOf(100);

  /** How much of a view to show. */
  enum Show {
    VERSIONS,
    FIELDS,
    VALUES;

    boolean isPersonal() {
      return this == VALUES;
    }
  }

  VerifyRequest {
    if (sample != null && (sample.signum() <= 0 || sample.compareTo(ALL) > 0)) {
      throw new IllegalArgumentException("sample must be more than 0 and at most 100");
    }
    if (lag != null && (lag < 0 || lag > MAX_LAG_SECONDS)) {
      throw new IllegalArgumentException("lag must be from 0 to " + MAX_LAG_SECONDS);
    }
    ClaimsRequest.requireRate(rate);
  }

  double percent() {
    return (sample == null ? ALL : sample).doubleValue();
  }

  int units() {
    return rate == null ? 0 : rate;
  }

  int lagSeconds() {
    return lag == null ? DEFAULT_LAG_SECONDS : lag;
  }

  Show shown() {
    return show == null ? Show.VERSIONS : show;
  }
}
