package dev.headwater.cli;

import dev.headwater.cli.arguments.VerifyScope;
import dev.headwater.cli.operated.BuildVersion;
import dev.headwater.cli.operated.RunOptions;
import dev.headwater.cli.report.JsonReport;
import dev.headwater.cli.report.Report;
import dev.headwater.cli.report.TextReport;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

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
        orphan      no events lead to the view%n\
        list-entry  the view is right, but missing or misplaced in the lists%n\
        unreadable  the view or the events cannot be read%n\
        unstorable  the view that the events lead to cannot be stored%n\
        unsettled   the events kept changing, and the view did not keep up%n\
      %n--repair repairs everything except unreadable events and unstorable views.%n\
      Views that another version of the projection folded are only counted: rebuild%n\
      refolds them.\
      """;

  private static final List<String> COUNTS =
      List.of("streams", "views", "oldFingerprint", "different", "repaired");

  @Spec private CommandSpec spec = CommandSpec.create();

  @Mixin private VerifyScope scope = new VerifyScope();

  @Mixin private RunOptions run = new RunOptions();

  @Option(names = "--repair", description = "Repair the differences.")
  private boolean repair;

  @Option(names = "--show-fields", description = "Name the fields that differ.")
  private boolean showFields;

  @Option(
      names = "--show-values",
      description = "Also show the values of these fields, which are personal data.")
  private boolean showValues;

  @Override
  public Integer call() {
    ObjectNode arguments = scope.arguments(spec.commandLine());
    arguments.put("repair", repair);
    arguments.put("show", showValues ? "VALUES" : showFields ? "FIELDS" : "VERSIONS");
    ObjectNode totals = run.run("verify", arguments, this::report);
    return remaining(totals) == 0 ? 0 : 1;
  }

  private static long remaining(JsonNode totals) {
    return totals.path("different").asLong(0) - totals.path("repaired").asLong(0);
  }

  private Report report() {
    PrintWriter out = spec.commandLine().getOut();
    return run.output().isJson()
        ? new JsonReport(out, "differences", COUNTS, VerifyCommand::remaining)
        : TextReport.ofViews(out);
  }
}
