package dev.headwater.service.operations;

import dev.headwater.audit.ScanSettings;
import dev.headwater.service.operations.internal.Slice;
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

  /** As for events of 40 KB; most are much smaller, and most of a page may not be selected. */
  private static final int UNITS_PER_EVENT = 10;

  private static final int MOST_SEGMENTS = 4;

  /** Of all segments together, so that no page is read long before it is published. */
  private static final int PAGES_PER_SECOND = 8;

  /** A page costs at least a whole unit, however few commits it has. */
  private static final int LEAST_ITEMS = 10;

  private static final int MOST_ITEMS = 1_000;

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

  /**
   * How to scan the events in a slice: all pages that are read at once have no more commits than
   * events are published in half a second, or {@value #LEAST_ITEMS}, and the rate is bounded where
   * nothing is selected. With a low rate, one page is read at a time, so that paying for it does
   * not take minutes.
   */
  ScanSettings scan(Slice slice) {
    int items = Math.clamp(perSecond() / PAGES_PER_SECOND, LEAST_ITEMS, MOST_ITEMS);
    return new ScanSettings(
        Math.clamp(perSecond() / PAGES_PER_SECOND, 1, MOST_SEGMENTS),
        items,
        perSecond() * UNITS_PER_EVENT,
        slice.read()::addAndGet,
        slice.isOver());
  }
}
