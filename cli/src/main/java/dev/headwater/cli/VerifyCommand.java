package dev.headwater.cli;

import dev.headwater.audit.ViewAudit;
import dev.headwater.audit.ViewDifference;
import dev.headwater.cli.report.DifferencesReport;
import dev.headwater.cli.report.JsonDifferences;
import dev.headwater.cli.report.TextDifferences;
import dev.headwater.customers.customer.CustomerEvent;
import dev.headwater.customers.view.CustomerView;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Compares what is read with what happened. */
@Command(
    name = "verify",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    exitCodeOnExecutionException = CommandLine.ExitCode.USAGE,
    versionProvider = BuildVersion.class,
    footer = VerifyCommand.KINDS,
    description =
        "Compare every view, list entry and search document with the events that it"
            + " follows from. Ends with 0 when none differs, or all were repaired, with 1 when"
            + " some differ, with 2 when it could not look.")
final class VerifyCommand implements Callable<Integer> {
  static final String KINDS =
      """
      %nWhat can differ:%n\
        missing     there is no view%n\
        behind      the view does not show the latest events%n\
        ahead       the view shows more than the events, as after a restored backup%n\
        different   the view shows what did not happen%n\
        orphan      the view is of a customer who does not exist%n\
        list-entry  the view is right, but not in its place in the lists%n\
        unreadable  the view, or the events, cannot be read%n\
        unstorable  what the events lead to cannot be stored%n\
        unsettled   a customer who changed all the time, with a view that lagged%n\
      %n--repair repairs all but events that cannot be read and views that cannot be%n\
      stored. Commands may go on meanwhile.%n\
      """;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Mixin private VerifyPlace place = new VerifyPlace();

  @Mixin private VerifyScope scope = new VerifyScope();

  @Mixin private ScanOptions scan = new ScanOptions();

  @Option(names = "--repair", description = "Repair what differs.")
  private boolean repair;

  @Option(names = "--show-fields", description = "Name the fields that differ.")
  private boolean showFields;

  @Option(names = "--show-values", description = "Show their values, too. These are personal data.")
  private boolean showValues;

  @Option(names = "--json", description = "Print one JSON document.")
  private boolean json;

  @Option(names = "--verbose", description = "Log more, to standard error.")
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
    var audit = verified.views().audit(verified.client(), verified.events(), scan.unitsPerSecond());
    try (DifferencesReport report = report(spec.commandLine().getOut())) {
      ViewAudit.Summary summary = run(audit, mode, report::add);
      report.end(summary);
      return summary.remaining() == 0 ? 0 : 1;
    }
  }

  private ViewAudit.Summary run(
      ViewAudit<CustomerView, CustomerEvent> audit,
      ViewAudit.Mode mode,
      Consumer<ViewDifference> report) {
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
