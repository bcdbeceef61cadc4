package dev.headwater.local.metrics;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A log line in CloudWatch's embedded metric format. Ignores what CloudWatch would reject: a metric
 * without a number, a dimension without a text.
 *
 * @see <a href=
 *     "https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Embedded_Metric_Format_Specification.html"
 *     >Specification of the embedded metric format</a>
 */
record MetricDocument(List<Metric> metrics) {
  private static final String METADATA = "_aws";

  /**
   * A metric with its values.
   *
   * @param unit CloudWatch's name of the unit; {@code None} without one
   * @param dimensions the union of all dimension sets; readers can aggregate over some of them
   */
  record Metric(
      String namespace,
      String name,
      String unit,
      Map<String, String> dimensions,
      List<Double> values) {}

  /** Empty if the line is not such a document. */
  static Optional<MetricDocument> read(String line) {
    if (!line.startsWith("{") || !line.contains(METADATA)) {
      return Optional.empty();
    }
    try {
      JsonNode root = JsonMapper.shared().readTree(line);
      JsonNode directives = root.path(METADATA).path("CloudWatchMetrics");
      return directives.isArray()
          ? Optional.of(new MetricDocument(metrics(root, directives)))
          : Optional.empty();
    } catch (JacksonException notJson) {
      return Optional.empty();
    }
  }

  private static List<Metric> metrics(JsonNode root, JsonNode directives) {
    List<Metric> metrics = new ArrayList<>();
    for (JsonNode directive : directives) {
      Map<String, String> dimensions = dimensions(root, directive.path("Dimensions"));
      for (JsonNode definition : directive.path("Metrics")) {
        String name = definition.path("Name").asString("");
        List<Double> values = numbers(root.path(name));
        if (!values.isEmpty()) {
          metrics.add(
              new Metric(
                  directive.path("Namespace").asString(""),
                  name,
                  definition.path("Unit").asString("None"),
                  dimensions,
                  values));
        }
      }
    }
    return metrics;
  }

  private static Map<String, String> dimensions(JsonNode root, JsonNode sets) {
    Map<String, String> dimensions = new TreeMap<>();
    for (JsonNode set : sets) {
      for (JsonNode key : set) {
        String name = key.asString("");
        if (root.path(name).isString()) {
          dimensions.put(name, root.path(name).stringValue());
        }
      }
    }
    return dimensions;
  }

  private static List<Double> numbers(JsonNode value) {
    List<Double> numbers = new ArrayList<>();
    for (JsonNode number : value.isArray() ? value : List.of(value)) {
      if (number.isNumber() && Double.isFinite(number.doubleValue())) {
        numbers.add(number.doubleValue());
      }
    }
    return numbers;
  }
}
