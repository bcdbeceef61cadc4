package dev.headwater.local.metrics;

import dev.headwater.local.ground.RedactedException;
import dev.headwater.local.metrics.MetricDocument.Metric;
import dev.headwater.local.metrics.MetricHistory.Series;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.config.MeterFilter;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Collects the metrics that functions log in CloudWatch's embedded metric format, and those that
 * AWS measures by itself. Exports them in Prometheus's text format, and answers what they were in
 * each of the last {@value MetricHistory#MINUTES} minutes.
 *
 * <p>A metric with the unit {@code Count} becomes a counter. Any other becomes a summary, with
 * times in seconds and quantiles of about the last ten minutes. There are at most {@value
 * #MAX_SERIES} series, one for each metric and its dimensions; further ones are dropped.
 *
 * <p>Thread-safe.
 */
public final class LocalMetrics {
  static final int MAX_SERIES = 1_000;

  private static final Logger LOG = LoggerFactory.getLogger(LocalMetrics.class);
  private static final Duration QUANTILE_WINDOW = Duration.ofMinutes(10);
  private static final Map<String, Double> SECONDS =
      Map.of("Seconds", 1.0, "Milliseconds", 1e-3, "Microseconds", 1e-6);

  private final PrometheusMeterRegistry registry =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private final MetricDescriptions descriptions;
  private final AtomicBoolean limitLogged = new AtomicBoolean();
  private final MetricHistory history = new MetricHistory();
  private final Map<AwsMetric, MultiGauge> gauges = new EnumMap<>(AwsMetric.class);
  private final InstantSource clock;
  private volatile Supplier<List<Reading>> current = List::of;

  /**
   * @param codes of the functions, which may describe their metrics
   */
  public LocalMetrics(Stream<ClassLoader> codes) {
    this(codes, InstantSource.system());
  }

  LocalMetrics(Stream<ClassLoader> codes, InstantSource clock) {
    this.clock = clock;
    this.descriptions = MetricDescriptions.load(codes.distinct());
    registry.config().meterFilter(MeterFilter.deny(this::exceedsLimit));
  }

  /** Collects the metrics in a line of a function's log; returns whether it held any. */
  public boolean gather(String line) {
    Optional<MetricDocument> document = MetricDocument.read(line);
    document.ifPresent(held -> held.metrics().forEach(this::add));
    return document.isPresent();
  }

  /**
   * What a metric is at the moment.
   *
   * @param resource the function's or queue's name
   */
  public record Reading(AwsMetric metric, String resource, double value) {}

  /** Exports these as gauges, which are read whenever metrics are. */
  public void show(Supplier<List<Reading>> readings) {
    current = readings;
  }

  /** Counts what AWS counts of functions. */
  void count(AwsMetric metric, String function, double more) {
    add(metric.of(function, more));
  }

  /** The age of the last record that a function is called with, which the history keeps. */
  public void measureIteratorAge(String function, Duration age) {
    remember(AwsMetric.ITERATOR_AGE.of(function, (double) Math.max(0, age.toMillis())));
  }

  /**
   * What was measured of a metric, in the periods that have values, oldest first.
   *
   * @param dimensions all that the metric has
   * @param period whole minutes
   */
  public List<Datapoint> datapoints(
      String namespace,
      String name,
      Map<String, String> dimensions,
      Instant from,
      Instant to,
      Duration period) {
    return history.read(new Series(namespace, name, dimensions), from, to, period);
  }

  /** All metrics since the start, in Prometheus's text format 0.0.4. */
  public synchronized String text() {
    Map<AwsMetric, List<MultiGauge.Row<?>>> rows = new EnumMap<>(AwsMetric.class);
    for (Reading reading : current.get()) {
      Metric metric = reading.metric().of(reading.resource(), reading.value());
      double scaled = reading.value() * SECONDS.getOrDefault(metric.unit(), 1.0);
      rows.computeIfAbsent(reading.metric(), first -> new ArrayList<>())
          .add(MultiGauge.Row.of(Tags.of(tags(metric)), scaled));
    }
    rows.forEach((metric, values) -> gauge(metric).register(values, true));
    return registry.scrape();
  }

  private MultiGauge gauge(AwsMetric metric) {
    return gauges.computeIfAbsent(
        metric,
        first -> {
          Metric named = metric.of("", 0);
          return MultiGauge.builder(name(named, SECONDS.containsKey(named.unit()) ? "seconds" : ""))
              .description(metric.description())
              .register(registry);
        });
  }

  private void remember(Metric metric) {
    Series series = new Series(metric.namespace(), metric.name(), metric.dimensions());
    Instant now = clock.instant();
    metric.values().forEach(value -> history.add(series, value, now));
  }

  private void add(Metric metric) {
    remember(metric);
    try {
      if (metric.unit().equals("Count")) {
        double sum = metric.values().stream().mapToDouble(value -> Math.max(0, value)).sum();
        Counter.builder(name(metric, "total"))
            .description(descriptions.of(metric))
            .tags(tags(metric))
            .register(registry)
            .increment(sum);
      } else {
        double scale = SECONDS.getOrDefault(metric.unit(), 1.0);
        DistributionSummary summary = summary(metric);
        metric.values().forEach(value -> summary.record(value * scale));
      }
    } catch (IllegalArgumentException e) {
      LOG.debug("Ignoring metric {}: {}", metric.name(), RedactedException.describe(e));
    }
  }

  private DistributionSummary summary(Metric metric) {
    String unit = SECONDS.containsKey(metric.unit()) ? "seconds" : metric.unit();
    return DistributionSummary.builder(name(metric, unit.equals("None") ? "" : unit))
        .description(descriptions.of(metric))
        .tags(tags(metric))
        .publishPercentiles(0.5, 0.9, 0.99)
        .percentilePrecision(2)
        .distributionStatisticExpiry(QUANTILE_WINDOW)
        .register(registry);
  }

  private static String name(Metric metric, String suffix) {
    return words(metric.namespace() + "." + metric.name() + "." + suffix);
  }

  private static List<Tag> tags(Metric metric) {
    List<Tag> tags = new ArrayList<>();
    metric.dimensions().forEach((name, value) -> tags.add(Tag.of(label(name), value)));
    return tags;
  }

  /** A dimension must not clash with a summary's own label, so it is renamed as Prometheus does. */
  private static String label(String dimension) {
    String label = words(dimension);
    return label.equals("quantile") ? "exported_quantile" : label;
  }

  /** Converts {@code Shop/OrderLag} to {@code shop_order_lag}. */
  private static String words(String name) {
    return name.replaceAll("(?<=[a-z0-9])(?=[A-Z])", "_")
        .replaceAll("[^A-Za-z0-9]+", "_")
        .replaceAll("^_|_$", "")
        .toLowerCase(Locale.ROOT);
  }

  private boolean exceedsLimit(Meter.Id id) {
    boolean full = registry.getMeters().size() >= MAX_SERIES;
    if (full && limitLogged.compareAndSet(false, true)) {
      LOG.warn(
          "Functions log more than {} metrics: dropping new ones, such as {}",
          MAX_SERIES,
          id.getName());
    }
    return full;
  }
}
