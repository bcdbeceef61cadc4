package dev.headwater.cli;

import dev.headwater.audit.ViewAudit;
import dev.headwater.audit.ViewDifference;
import dev.headwater.cli.report.DifferencesReport;
import dev.headwater.cli.report.JsonDifferences;
import dev.headwater.cli.report.TextDifferences;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Compares views, lists and search documents with the events. */
@Command(
    name = "verify",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    exitCodeOnExecutionException = CommandLine.ExitCode.USAGE,
    versionProvider = BuildVersion.class,
    description = {
      "Check or repair the views, lists and search documents.",
      "Compares each of them with the events, while the service keeps running. Without --repair,"
          + " nothing is changed."
    },
    optionListHeading = "%nOptions:%n",
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:Nothing differs, or everything was repaired.",
      "1:Differences remain.",
      "2:The command line is invalid, or the check failed."
    },
    footer = VerifyCommand.KINDS)
final class VerifyCommand implements Callable<Integer> {
  static final String KINDS =
      """
      %nKinds of differences:%n\
        missing     there is no view, or no tombstone of a removed one%n\
        behind      the view is right, but lacks the latest events%n\
        ahead       the view has a later version than the events, for instance after%n\
                    a restore from a backup%n\
        different   the view does not match the events%n\
        orphan      the customer does not exist%n\
        list-entry  the view is right, but missing or misplaced in the lists%n\
        unreadable  the view or the events cannot be read%n\
        unstorable  the view that the events lead to cannot be stored%n\
        unsettled   the customer kept changing, and the view did not keep up%n\
      %n--repair repairs everything except unreadable events and unstorable views.\
      """;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Mixin private VerifyPlace place = new VerifyPlace();

  @Mixin private VerifyScope scope = new VerifyScope();

  @Mixin private ScanOptions scan = new ScanOptions();

  @Option(names = "--repair", description = "Repair the differences.")
  private boolean repair;

  @Option(names = "--show-fields", description = "Name the fields that differ.")
  private boolean showFields;

  @Option(
      names = "--show-values",
      description = "Also show the values of these fields, which are personal data.")
  private boolean showValues;

  @Option(names = "--json", description = "Print the result as one JSON document.")
  private boolean json;

  @Option(
      names = "--verbose",
      description = "Print more log output and stack traces to standard error.")
  private boolean verbose;

  @Override
  public Integer call() {
    ViewAudit.Mode mode = scope.mode(spec.commandLine(), repair);
    place.check(spec.commandLine());
    scan.check(spec.commandLine());
    Logging.start(verbose);
    try (VerifiedViews verified = place.open()) {
      if (repair) {
        verified.views().createIndex();
      }
      return verify(verified, mode);
    }
  }

  private int verify(VerifiedViews verified, ViewAudit.Mode mode) {
    var audit = verified.views().audit(verified.events(), scan.unitsPerSecond());
    try (DifferencesReport report = report(spec.commandLine().getOut())) {
      ViewAudit.Summary summary = run(audit, mode, report::add);
      report.end(summary);
      return summary.remaining() == 0 ? 0 : 1;
    }
  }

  private ViewAudit.Summary run(
      ViewAudit<?, ?> audit, ViewAudit.Mode mode, Consumer<ViewDifference> report) {
    try (ScanProgress progress = ScanProgress.of(audit::approximateSize)) {
      return audit.run(
          scan.settings(progress),
          mode,
          difference -> {
            progress.clearLine();
            report.accept(difference);
          });
    }
  }

  private DifferencesReport report(PrintWriter out) {
    DifferencesReport.Shown shown =
        showValues
            ? DifferencesReport.Shown.VALUES
            : showFields ? DifferencesReport.Shown.FIELD_NAMES : DifferencesReport.Shown.VERSIONS;
    return json ? new JsonDifferences(out, shown) : new TextDifferences(out, shown);
  }
}
