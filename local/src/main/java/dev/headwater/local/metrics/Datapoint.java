package dev.headwater.local.metrics;

import java.time.Instant;

/** The values of a metric in one period. */
public record Datapoint(Instant start, double sum, double minimum, double maximum, long count) {
  static Datapoint of(long startSeconds, double value) {
    return new Datapoint(Instant.ofEpochSecond(startSeconds), value, value, value, 1);
  }

  Datapoint at(long startSeconds) {
    return new Datapoint(Instant.ofEpochSecond(startSeconds), sum, minimum, maximum, count);
  }

  Datapoint with(Datapoint other) {
    return new Datapoint(
        start,
        sum + other.sum,
        Math.min(minimum, other.minimum),
        Math.max(maximum, other.maximum),
        count + other.count);
  }
}
