package dev.headwater.local.metrics;

import dev.headwater.local.ground.RedactedException;
import dev.headwater.local.metrics.MetricDocument.Metric;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.config.MeterFilter;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The metrics that functions log in CloudWatch's embedded metric format, since the start, for
 * whoever reads Prometheus's text format.
 *
 * <p>A metric in {@code Count} is a counter; any other is a summary, times in seconds, with the
 * quantiles of the last ten minutes or so. There are at most {@value #MAX_SERIES} of them, each
 * with its dimensions; what would be one more is dropped.
 *
 * <p>Safe for use by several threads.
 */
public final class LocalMetrics {
  static final int MAX_SERIES = 1_000;

  private static final Logger LOG = LoggerFactory.getLogger(LocalMetrics.class);
  private static final Duration QUANTILES_LAST = Duration.ofMinutes(10);
  private static final Map<String, Double> SECONDS =
      Map.of("Seconds", 1.0, "Milliseconds", 1e-3, "Microseconds", 1e-6);

  private final PrometheusMeterRegistry registry =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private final MetricDescriptions descriptions =
      MetricDescriptions.load(LocalMetrics.class.getClassLoader());
  private final AtomicBoolean toldThatFull = new AtomicBoolean();

  public LocalMetrics() {
    registry.config().meterFilter(MeterFilter.deny(this::isOneTooMany));
  }

  /** Whether a line of a function's log held metrics. If so, they are gathered. */
  public boolean gather(String line) {
    return MetricDocument.read(line)
        .map(
            document -> {
              document.metrics().forEach(this::add);
              return true;
            })
        .orElse(false);
  }

  /** All that was gathered, in Prometheus's text format 0.0.4. */
  public String text() {
    return registry.scrape();
  }

  private void add(Metric metric) {
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
      LOG.debug("Metric {} is not gathered: {}", metric.name(), RedactedException.describe(e));
    }
  }

  private DistributionSummary summary(Metric metric) {
    String unit = SECONDS.containsKey(metric.unit()) ? "seconds" : metric.unit();
    return DistributionSummary.builder(name(metric, unit.equals("None") ? "" : unit))
        .description(descriptions.of(metric))
        .tags(tags(metric))
        .publishPercentiles(0.5, 0.9, 0.99)
        .percentilePrecision(2)
        .distributionStatisticExpiry(QUANTILES_LAST)
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

  /** A summary's own label cannot be a dimension's; renamed as Prometheus does it. */
  private static String label(String dimension) {
    String label = words(dimension);
    return label.equals("quantile") ? "exported_quantile" : label;
  }

  /** {@code Shop/OrderLag} is {@code shop_order_lag}. */
  private static String words(String name) {
    return name.replaceAll("(?<=[a-z0-9])(?=[A-Z])", "_")
        .replaceAll("[^A-Za-z0-9]+", "_")
        .replaceAll("^_|_$", "")
        .toLowerCase(Locale.ROOT);
  }

  private boolean isOneTooMany(Meter.Id id) {
    boolean full = registry.getMeters().size() >= MAX_SERIES;
    if (full && toldThatFull.compareAndSet(false, true)) {
      LOG.warn(
          "Functions log more than {} metrics: what is new, such as {}, is dropped",
          MAX_SERIES,
          id.getName());
    }
    return full;
  }
}
