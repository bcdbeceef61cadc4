package dev.headwater.cli.report;

import dev.headwater.audit.ViewAudit;
import dev.headwater.audit.ViewDifference;
import java.util.Locale;

/** Prints the differences that a verification finds, while it runs. */
public sealed interface DifferencesReport extends AutoCloseable
    permits TextDifferences, JsonDifferences {
  /** How much of a view to show. */
  enum Shown {
    VERSIONS,
    FIELD_NAMES,
    VALUES
  }

  void add(ViewDifference difference);

  /** Called once, after the last difference. */
  void end(ViewAudit.Summary summary);

  @Override
  void close();

  static String kind(ViewDifference difference) {
    return difference.kind().name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
