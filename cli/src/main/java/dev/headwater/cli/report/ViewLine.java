package dev.headwater.cli.report;

import java.util.Map;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/** A line about a view that differs. */
final class ViewLine {
  private ViewLine() {}

  static String of(JsonNode difference) {
    return "%-10s  %-15s  %s%s%s%s"
        .formatted(
            difference.path("kind").asString(),
            difference.path("projection").asString(),
            difference.path("stream").asString(),
            versions(difference),
            fields(difference),
            TextReport.repaired(difference));
  }

  /** Empty if the events cannot be read: then neither version is known. */
  private static String versions(JsonNode difference) {
    return difference.path("projection").asString().equals("log")
        ? ""
        : "  stored "
            + version(difference.path("storedVersion"))
            + ", log "
            + version(difference.path("logVersion"));
  }

  private static String version(JsonNode version) {
    return version.isMissingNode()
        ? "unknown"
        : version.asLong(0) == 0 ? "nothing" : version.asString();
  }

  private static String fields(JsonNode difference) {
    JsonNode fields = difference.path("fields");
    if (fields.isEmpty()) {
      return "";
    }
    String text =
        fields.isArray()
            ? fields.values().stream().map(JsonNode::asString).collect(Collectors.joining(", "))
            : fields.properties().stream().map(ViewLine::field).collect(Collectors.joining(", "));
    return "  fields " + text + (difference.has("valuesOmitted") ? " (values left out)" : "");
  }

  private static String field(Map.Entry<String, JsonNode> field) {
    return field.getKey()
        + " '"
        + text(field.getValue().path("stored"))
        + "' instead of '"
        + text(field.getValue().path("right"))
        + "'";
  }

  private static String text(JsonNode value) {
    return value.isString() ? value.asString() : value.toString();
  }
}
