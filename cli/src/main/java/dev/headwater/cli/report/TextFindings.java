package dev.headwater.cli.report;

import dev.headwater.audit.claims.ClaimAudit;
import dev.headwater.audit.claims.ClaimFinding;
import java.io.PrintWriter;
import java.util.Locale;

/** Prints one line per finding, and a summary. */
public record TextFindings(PrintWriter out) implements FindingsReport {
  @Override
  public void add(ClaimFinding finding) {
    out.printf(
        Locale.ROOT,
        "%-10s  %s%s%s%n",
        finding.kind().name().toLowerCase(Locale.ROOT),
        finding.stream(),
        finding.claim() == null ? "" : "  " + finding.claim(),
        finding.repaired() ? "  repaired" : "");
    out.flush();
  }

  @Override
  public void end(ClaimAudit.Summary summary) {
    String result =
        summary.wrong() == 0
            ? "nothing is wrong"
            : summary.wrong()
                + " wrong, "
                + summary.repaired()
                + " repaired, "
                + summary.remaining()
                + " left";
    out.println(
        "checked "
            + summary.streams()
            + " customers and "
            + summary.claims()
            + " claims: "
            + result);
  }

  @Override
  public void close() {
    out.flush();
  }
}
