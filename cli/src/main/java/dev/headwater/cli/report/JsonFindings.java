package dev.headwater.cli.report;

import dev.headwater.audit.claims.ClaimAudit;
import dev.headwater.audit.claims.ClaimFinding;
import java.io.PrintWriter;
import java.util.Locale;

/** Prints findings as one JSON document. */
public final class JsonFindings implements FindingsReport {
  private final JsonDocument document;

  public JsonFindings(PrintWriter out) {
    this.document = new JsonDocument(out, "findings");
  }

  @Override
  public void add(ClaimFinding finding) {
    document.add(
        json -> {
          json.writeStringProperty("kind", finding.kind().name().toLowerCase(Locale.ROOT));
          json.writeStringProperty("stream", finding.stream());
          if (finding.claim() != null) {
            json.writeStringProperty("claim", finding.claim());
          }
          json.writeBooleanProperty("repaired", finding.repaired());
        });
  }

  @Override
  public void end(ClaimAudit.Summary summary) {
    document.end(
        json -> {
          json.writeNumberProperty("streams", summary.streams());
          json.writeNumberProperty("claims", summary.claims());
          json.writeNumberProperty("wrong", summary.wrong());
          json.writeNumberProperty("repaired", summary.repaired());
          json.writeNumberProperty("remaining", summary.remaining());
        });
  }

  @Override
  public void close() {
    document.close();
  }
}
