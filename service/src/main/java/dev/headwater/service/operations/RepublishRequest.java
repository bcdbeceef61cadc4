package dev.headwater.service.operations;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which events to publish again. Of several conditions, an event must meet all.
 *
 * @param all whether to publish all events, if there is no condition
 * @param from the time of the first commits; {@code null} for the beginning
 * @param to the time after that of the last commits; {@code null} for the end
 * @param stream the only stream, as in {@code CUSTOMER#ada}
 * @param types the only types of events
 * @param view the view or search to whose queue they go, past the bus; only events that it folds
 * @param dryRun whether to publish nothing, and only count
 * @param rate events per second
 */
record RepublishRequest(
    @Nullable Boolean all,
    @Nullable Instant from,
    @Nullable Instant to,
    @Nullable String stream,
    @Nullable List<String> types,
    @Nullable String view,
    @Nullable Boolean dryRun,
    @Nullable Integer rate) {
  private static final int DEFAULT_RATE = 500;
  private static final int MAX_RATE = 100_000;

  RepublishRequest {
    boolean chosen = from != null || to != null || stream != null || types != null || view != null;
    if (!chosen && !Boolean.TRUE.equals(all)) {
      throw new IllegalArgumentException(
          "must say which events: from, to, stream, types or view, or all of them");
    }
    if (from != null && to != null && !from.isBefore(to)) {
      throw new IllegalArgumentException("must have a from that is before to");
    }
    if (types != null && types.isEmpty()) {
      throw new IllegalArgumentException("must name at least one type");
    }
    if (rate != null && (rate < 1 || rate > MAX_RATE)) {
      throw new IllegalArgumentException("must have a rate from 1 to 100000 events per second");
    }
  }

  boolean includes(Instant time) {
    return (from == null || !time.isBefore(from)) && (to == null || time.isBefore(to));
  }

  boolean includes(String type) {
    return types == null || types.contains(type);
  }

  boolean onlyCounts() {
    return Boolean.TRUE.equals(dryRun);
  }

  int perSecond() {
    return rate == null ? DEFAULT_RATE : rate;
  }
}
