package dev.headwater.local.metrics;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What was measured in each of the last {@value #MINUTES} minutes, aggregated as CloudWatch does.
 * There are at most {@value LocalMetrics#MAX_SERIES} series; further ones are dropped.
 *
 * <p>Thread-safe.
 */
final class MetricHistory {
  static final int MINUTES = 60;

  private static final long MINUTE_SECONDS = 60;

  private final Map<Series, Minutes> series = new ConcurrentHashMap<>();

  /** A metric with its dimensions, all of which a reader has to name. */
  record Series(String namespace, String name, Map<String, String> dimensions) {
    Series {
      dimensions = Map.copyOf(dimensions);
    }
  }

  void add(Series measured, double value, Instant time) {
    if (series.size() < LocalMetrics.MAX_SERIES || series.containsKey(measured)) {
      series.computeIfAbsent(measured, first -> new Minutes()).add(value, time);
    }
  }

  /**
   * The periods that have values, oldest first.
   *
   * @param from the first period is the one that contains it
   * @param to no period begins then or later
   * @param period whole minutes
   */
  List<Datapoint> read(Series measured, Instant from, Instant to, Duration period) {
    Minutes minutes = series.get(measured);
    return minutes == null ? List.of() : minutes.read(from, to, period.toSeconds());
  }

  /** The values of one series. */
  private static final class Minutes {
    private final TreeMap<Long, Datapoint> byMinute = new TreeMap<>();

    synchronized void add(double value, Instant time) {
      long minute = floor(time.getEpochSecond(), MINUTE_SECONDS);
      byMinute.merge(minute, Datapoint.of(minute, value), Datapoint::with);
      byMinute.headMap(minute - MINUTES * MINUTE_SECONDS).clear();
    }

    synchronized List<Datapoint> read(Instant from, Instant to, long period) {
      TreeMap<Long, Datapoint> periods = new TreeMap<>();
      byMinute
          .subMap(
              floor(from.getEpochSecond(), period),
              Math.max(from.getEpochSecond(), to.getEpochSecond()))
          .forEach(
              (minute, values) -> {
                long start = floor(minute, period);
                periods.merge(start, values.at(start), Datapoint::with);
              });
      return new ArrayList<>(periods.values());
    }

    private static long floor(long seconds, long unit) {
      return Math.floorDiv(seconds, unit) * unit;
    }
  }
}
