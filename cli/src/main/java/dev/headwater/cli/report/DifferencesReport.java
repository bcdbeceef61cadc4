package dev.headwater.cli.report;

import dev.headwater.audit.ViewAudit;
import dev.headwater.audit.ViewDifference;
import java.util.Locale;

/** How a verification is printed, as it goes on. */
public sealed interface DifferencesReport extends AutoCloseable
    permits TextDifferences, JsonDifferences {
  /** What of a view may be shown. */
  enum Shown {
    VERSIONS,
    FIELD_NAMES,
    VALUES
  }

  void add(ViewDifference difference);

  /** Once, after the last difference. */
  void end(ViewAudit.Summary summary);

  @Override
  void close();

  static String kind(ViewDifference difference) {
    return difference.kind().name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
