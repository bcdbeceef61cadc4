package dev.headwater.dynamodb.audit;

import dev.headwater.audit.Segments;
import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;

/** Hands out segments in order to those who scan them. At least one, so that every run advances. */
final class SegmentQueue {
  private final Segments segments;
  private final BooleanSupplier isOver;
  private final AtomicInteger next;
  private volatile boolean stopped;

  SegmentQueue(Segments segments, BooleanSupplier isOver) {
    this.segments = segments;
    this.isOver = isOver;
    this.next = new AtomicInteger(segments.next());
  }

  Segments segments() {
    return segments;
  }

  /** The next segment, which must then be scanned. */
  OptionalInt take() {
    boolean isFirst = next.get() == segments.next();
    if (stopped || (!isFirst && isOver.getAsBoolean())) {
      return OptionalInt.empty();
    }
    int taken = next.getAndIncrement();
    return taken < segments.total() ? OptionalInt.of(taken) : OptionalInt.empty();
  }

  /** The segments that nobody has taken. */
  Segments left() {
    return segments.from(Math.min(next.get(), segments.total()));
  }

  /** Ends the scan, because one of the others has failed. */
  void stop() {
    stopped = true;
  }

  boolean isStopped() {
    return stopped;
  }
}
