package dev.headwater.cli.report;

import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.JsonNode;

/** Prints findings as one JSON document. */
public final class JsonReport implements Report {
  private final JsonDocument document;
  private final List<String> counts;
  private final ToLongFunction<JsonNode> remaining;
  private final List<String> next;
  private final Map<String, Function<JsonNode, @Nullable JsonNode>> fields = new LinkedHashMap<>();
  private long omitted;

  /**
   * @param list what the document calls the findings
   * @param counts the totals to print
   * @param remaining what of the totals is still wrong
   */
  public JsonReport(
      PrintWriter out, String list, List<String> counts, ToLongFunction<JsonNode> remaining) {
    this(out, list, counts, remaining, List.of());
  }

  /**
   * @param next the commands to run then; left out if there are none
   */
  public JsonReport(
      PrintWriter out,
      String list,
      List<String> counts,
      ToLongFunction<JsonNode> remaining,
      List<String> next) {
    if (counts.contains(list)) {
      throw new IllegalArgumentException("A document cannot have two fields called " + list);
    }
    this.document = new JsonDocument(out, list);
    this.counts = List.copyOf(counts);
    this.remaining = remaining;
    this.next = List.copyOf(next);
  }

  /**
   * Adds a field to the document.
   *
   * @param value of the totals; {@code null} to leave the field out
   */
  public synchronized JsonReport with(String name, Function<JsonNode, @Nullable JsonNode> value) {
    fields.put(name, value);
    return this;
  }

  @Override
  public synchronized void add(JsonNode finding) {
    document.add(finding);
  }

  @Override
  public synchronized void omit(long findings) {
    omitted += findings;
  }

  @Override
  public synchronized void flush() {
    document.flush();
  }

  @Override
  public synchronized void end(JsonNode answer) {
    JsonNode totals = answer.path("totals");
    document.end(
        json -> {
          counts.forEach(name -> json.writeNumberProperty(name, totals.path(name).asLong(0)));
          json.writeNumberProperty("remaining", remaining.applyAsLong(totals));
          fields.forEach((name, value) -> writeField(json, name, value.apply(totals)));
          if (omitted > 0) {
            json.writeNumberProperty("omitted", omitted);
          }
          if (!next.isEmpty()) {
            json.writeArrayPropertyStart("next");
            next.forEach(json::writeString);
            json.writeEndArray();
          }
          if (answer.path("personalData").asBoolean(false)) {
            json.writeBooleanProperty("personalData", true);
          }
        });
  }

  private static void writeField(JsonGenerator json, String name, @Nullable JsonNode value) {
    if (value != null) {
      json.writeName(name);
      json.writeRawValue(value.toString());
    }
  }

  @Override
  public synchronized void close() {
    document.close();
  }
}
