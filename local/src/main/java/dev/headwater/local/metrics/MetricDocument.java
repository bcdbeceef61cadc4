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
 * A line of a function's log that is a document of CloudWatch's embedded metric format. What of it
 * CloudWatch would not take (a metric without a number, a dimension without a text) is passed over.
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
   * @param unit as CloudWatch names it; {@code None} when the document has none
   * @param dimensions of all sets together: whoever wants a smaller set adds up
   */
  record Metric(
      String namespace,
      String name,
      String unit,
      Map<String, String> dimensions,
      List<Double> values) {}

  /** Nothing when the line is something else. */
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
    } catch (JacksonException noJson) {
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
