package dev.headwater.cli.report;

import java.io.PrintWriter;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** Prints findings as one JSON document. */
public final class JsonReport implements Report {
  private final JsonDocument document;
  private final List<String> counts;
  private long omitted;

  /**
   * @param list what the document calls the findings
   * @param counts the totals to print; of the last two, the difference is what remains
   */
  public JsonReport(PrintWriter out, String list, List<String> counts) {
    this.document = new JsonDocument(out, list);
    this.counts = List.copyOf(counts);
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
          json.writeNumberProperty(
              "remaining",
              totals.path(counts.get(counts.size() - 2)).asLong(0)
                  - totals.path(counts.getLast()).asLong(0));
          if (omitted > 0) {
            json.writeNumberProperty("omitted", omitted);
          }
          if (answer.path("personalData").asBoolean(false)) {
            json.writeBooleanProperty("personalData", true);
          }
        });
  }

  @Override
  public synchronized void close() {
    document.close();
  }
}
