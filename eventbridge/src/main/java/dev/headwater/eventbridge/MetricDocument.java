package dev.headwater.eventbridge;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Metrics of one moment, as a document in CloudWatch's embedded metric format.
 *
 * @see <a href=
 *     "https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Embedded_Metric_Format_Specification.html"
 *     >Specification of the embedded metric format</a>
 */
final class MetricDocument {
  static final String NAMESPACE = "Headwater";

  /** The specification's limit for one metric of a document. */
  static final int MAX_VALUES = 100;

  private final Map<String, String> dimensions;
  private final List<List<String>> dimensionSets;
  private final Map<String, Object> values = new LinkedHashMap<>();
  private final List<Map<String, String>> definitions = new ArrayList<>();

  MetricDocument(Map<String, String> dimensions) {
    this(dimensions, List.of(List.copyOf(dimensions.keySet())));
  }

  /**
   * @param dimensionSets CloudWatch keeps one metric for each set of dimension names
   */
  MetricDocument(Map<String, String> dimensions, List<List<String>> dimensionSets) {
    this.dimensions = dimensions;
    this.dimensionSets = dimensionSets;
  }

  /** Adds a count, unless it is zero. */
  MetricDocument count(String name, long count) {
    return count == 0 ? this : total(name, count);
  }

  /** Adds a count, even if it is zero. */
  MetricDocument total(String name, long count) {
    return add(name, "Count", count);
  }

  /**
   * Adds durations. If there are more than {@value #MAX_VALUES}, adds an evenly spaced sample of
   * the sorted ones, which keeps their distribution.
   */
  MetricDocument millis(String name, List<Duration> times) {
    return times.isEmpty()
        ? this
        : add(
            name, "Milliseconds", sample(times.stream().map(Duration::toMillis).sorted().toList()));
  }

  private static List<Long> sample(List<Long> sorted) {
    if (sorted.size() <= MAX_VALUES) {
      return sorted;
    }
    List<Long> sample = new ArrayList<>(MAX_VALUES);
    for (long place = 0; place < MAX_VALUES; place++) {
      sample.add(sorted.get((int) (place * (sorted.size() - 1) / (MAX_VALUES - 1))));
    }
    return sample;
  }

  private MetricDocument add(String name, String unit, Object value) {
    Map<String, String> definition = new LinkedHashMap<>();
    definition.put("Name", name);
    definition.put("Unit", unit);
    definitions.add(definition);
    values.put(name, value);
    return this;
  }

  boolean isEmpty() {
    return definitions.isEmpty();
  }

  String json(Instant time) {
    Map<String, Object> directive = new LinkedHashMap<>();
    directive.put("Namespace", NAMESPACE);
    directive.put("Dimensions", dimensionSets);
    directive.put("Metrics", definitions);
    Map<String, Object> metadata = new LinkedHashMap<>();
    metadata.put("Timestamp", time.toEpochMilli());
    metadata.put("CloudWatchMetrics", List.of(directive));
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("_aws", metadata);
    document.putAll(dimensions);
    document.putAll(values);
    return Json.write(document);
  }
}
