package dev.headwater.cli.report;

import java.io.PrintWriter;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** Prints findings as one JSON document. */
public final class JsonReport implements Report {
  private final JsonDocument document;
  private final List<String> counts;

  /**
   * @param list what the document calls the findings
   * @param counts the totals to print; of the last two, the difference is what remains
   */
  public JsonReport(PrintWriter out, String list, List<String> counts) {
    this.document = new JsonDocument(out, list);
    this.counts = List.copyOf(counts);
  }

  @Override
  public void add(JsonNode finding) {
    document.add(finding);
  }

  @Override
  public void end(JsonNode totals, String noun) {
    document.end(
        json -> {
          counts.forEach(name -> json.writeNumberProperty(name, totals.path(name).asLong(0)));
          json.writeNumberProperty(
              "remaining",
              totals.path(counts.get(counts.size() - 2)).asLong(0)
                  - totals.path(counts.getLast()).asLong(0));
        });
  }

  @Override
  public void close() {
    document.close();
  }
}
