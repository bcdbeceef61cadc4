package dev.headwater.cli;

import dev.headwater.cli.operated.BuildVersion;
import dev.headwater.cli.operated.RunOptions;
import dev.headwater.cli.report.JsonReport;
import dev.headwater.cli.report.Report;
import dev.headwater.cli.report.TextReport;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Checks and repairs the claims that keep values unique. */
@Command(
    name = "claims",
    mixinStandardHelpOptions = true,
    versionProvider = BuildVersion.class,
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {ClaimsCommand.Check.class, ClaimsCommand.Repair.class},
    description = "Check or repair the claims that keep values, such as e-mail addresses, unique.",
    commandListHeading = "%nCommands:%n",
    footer = "%nSee 'headwater claims COMMAND --help' for options and exit codes.")
final class ClaimsCommand {
  private static final String KINDS =
      """
      %nKinds of wrong claims:%n\
        orphan      something has a claim to a value that is not its own%n\
        missing     a value is not claimed: another could take it%n\
        duplicate   another has the same value, and the claim%n\
        unreadable  the events or a claim cannot be read%n\
        unsettled   the events kept changing: check again later%n\
      %nOrphaned and missing claims can be repaired. To resolve a duplicate, change%n\
      the value of one of the two.\
      """;

  private ClaimsCommand() {}

  /** What both commands have in common. */
  abstract static class Audit implements Callable<Integer> {
    private static final List<String> COUNTS = List.of("streams", "claims", "wrong", "repaired");

    @Spec private CommandSpec spec = CommandSpec.create();

    @Mixin private RunOptions run = new RunOptions();

    @Option(
        names = "--setting",
        paramLabel = "NAME=VALUE",
        description =
            "Audit the claims that the service makes when this environment variable has this"
                + " value, as before a deployment that sets it; can be repeated.")
    private Map<String, String> settings = new LinkedHashMap<>();

    int run(ObjectNode arguments) {
      if (!settings.isEmpty()) {
        ObjectNode given = arguments.putObject("settings");
        settings.forEach(given::put);
      }
      ObjectNode totals = run.run("claims", arguments, this::report);
      return remaining(totals) == 0 ? 0 : 1;
    }

    private static long remaining(JsonNode totals) {
      return totals.path("wrong").asLong(0) - totals.path("repaired").asLong(0);
    }

    private Report report() {
      PrintWriter out = spec.commandLine().getOut();
      return run.output().isJson()
          ? new JsonReport(out, "findings", COUNTS, Audit::remaining)
          : TextReport.ofClaims(out);
    }
  }

  /** Reports wrong claims. */
  @Command(
      name = "check",
      mixinStandardHelpOptions = true,
      sortOptions = false,
      exitCodeOnExecutionException = CommandLine.ExitCode.USAGE,
      versionProvider = BuildVersion.class,
      description = "Report wrong claims, without changing anything.",
      optionListHeading = "%nOptions:%n",
      exitCodeListHeading = "%nExit codes:%n",
      exitCodeList = {
        "0:All claims are right.",
        "1:Some claims are wrong.",
        "2:The command line is invalid, or the check failed."
      },
      footer = KINDS)
  static final class Check extends Audit {
    @Override
    public Integer call() {
      return run(JsonMapper.shared().createObjectNode().put("repair", false));
    }
  }

  /** Repairs wrong claims. */
  @Command(
      name = "repair",
      mixinStandardHelpOptions = true,
      sortOptions = false,
      exitCodeOnExecutionException = CommandLine.ExitCode.USAGE,
      versionProvider = BuildVersion.class,
      description = "Repair wrong claims, while the service keeps running.",
      optionListHeading = "%nOptions:%n",
      exitCodeListHeading = "%nExit codes:%n",
      exitCodeList = {
        "0:All claims are now right.",
        "1:Some claims are still wrong.",
        "2:The command line is invalid, or the repair failed."
      },
      footer = KINDS)
  static final class Repair extends Audit {
    @Option(
        names = "--take-over",
        description =
            "Also repair a claims table that holds the claims of another events table, which the"
                + " present one has replaced, as after a point-in-time recovery.")
    private boolean takeOver;

    @Override
    public Integer call() {
      ObjectNode arguments = JsonMapper.shared().createObjectNode().put("repair", true);
      return run(takeOver ? arguments.put("takeOver", true) : arguments);
    }
  }
}
