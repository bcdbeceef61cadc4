package dev.headwater.cli.report;

import dev.headwater.audit.StoredView;
import dev.headwater.audit.ViewAudit;
import dev.headwater.audit.ViewDifference;
import java.io.PrintWriter;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** Prints one line per difference, and a summary. */
public record TextDifferences(PrintWriter out, Shown shown) implements DifferencesReport {
  @Override
  public void add(ViewDifference difference) {
    out.printf(
        Locale.ROOT,
        "%-10s  %-15s  %s%s%s%s%n",
        DifferencesReport.kind(difference),
        difference.readModel(),
        difference.stream(),
        versions(difference),
        fields(difference),
        difference.repaired() ? "  repaired" : "");
    out.flush();
  }

  /** Empty if the events cannot be read: then neither version is known. */
  private static String versions(ViewDifference difference) {
    return difference.readModel().equals(ViewDifference.LOG)
        ? ""
        : "  stored "
            + version(difference.storedVersion())
            + ", log "
            + version(difference.logVersion());
  }

  private static String version(long version) {
    return version == 0
        ? "nothing"
        : version == StoredView.NO_VERSION ? "unknown" : Long.toString(version);
  }

  private String fields(ViewDifference difference) {
    if (shown == Shown.VERSIONS || difference.fields().isEmpty()) {
      return "";
    }
    return difference.fields().entrySet().stream()
        .sorted(Map.Entry.comparingByKey())
        .map(this::field)
        .collect(Collectors.joining(", ", "  fields ", ""));
  }

  private String field(Map.Entry<String, StoredView.Difference> field) {
    StoredView.Difference values = field.getValue();
    return shown == Shown.VALUES
        ? field.getKey() + " '" + values.stored() + "' instead of '" + values.right() + "'"
        : field.getKey();
  }

  @Override
  public void end(ViewAudit.Summary summary) {
    String result =
        summary.wrong() == 0
            ? "no differences"
            : summary.wrong()
                + " different, "
                + summary.repaired()
                + " repaired, "
                + summary.remaining()
                + " left";
    out.println(
        "checked " + summary.streams() + " customers and " + summary.views() + " views: " + result);
  }

  @Override
  public void close() {
    out.flush();
  }
}
