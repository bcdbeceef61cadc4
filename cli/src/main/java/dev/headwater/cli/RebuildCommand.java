package dev.headwater.cli;

import dev.headwater.cli.operated.BuildVersion;
import dev.headwater.cli.operated.RunOptions;
import dev.headwater.cli.report.JsonReport;
import dev.headwater.cli.report.RebuildEstimate;
import dev.headwater.cli.report.Report;
import dev.headwater.cli.report.TextReport;
import java.io.PrintWriter;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Rebuilds views that another version of the projection folded, or that are missing. */
@Command(
    name = "rebuild",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    exitCodeOnExecutionException = CommandLine.ExitCode.USAGE,
    versionProvider = BuildVersion.class,
    description = {
      "Bring views and search documents up to date with the deployed projection.",
      "Refolds from the events those that are missing, behind, or folded by another version of the"
          + " projection, while the service keeps running. Until then, queries refold views of"
          + " another version themselves, which takes longer, and lists keep them where that"
          + " version put them."
    },
    optionListHeading = "%nOptions:%n",
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:All views are rebuilt.",
      "1:Some views could not be rebuilt.",
      "2:The command line is invalid, or the rebuild failed."
    },
    footer =
        "%nCan be interrupted at any moment: --resume continues it, and beginning again costs"
            + " reads, not writes.")
final class RebuildCommand implements Callable<Integer> {
  private static final String FAILED = "failed";
  private static final List<String> COUNTS =
      List.of("streams", "rebuilt", "oldFingerprint", FAILED);

  @Spec private CommandSpec spec = CommandSpec.create();

  @Parameters(
      paramLabel = "VIEW",
      description = "The views to rebuild (default: all views of the service).")
  private List<String> views = new ArrayList<>();

  @Mixin private RunOptions run = new RunOptions();

  @Option(
      names = "--dry-run",
      description =
          "Write nothing; say what would be written, and estimate the capacity units, the time and"
              + " the cost. With --rate, at that rate.")
  private boolean dryRun;

  @Option(
      names = "--price-per-million-reads",
      paramLabel = "DOLLARS",
      description =
          "Of read units, for --dry-run (default: 0.125, DynamoDB on demand in us-east-1 since"
              + " November 2024).")
  private @Nullable BigDecimal readPrice;

  @Option(
      names = "--price-per-million-writes",
      paramLabel = "DOLLARS",
      description = "Of write units, for --dry-run (default: 0.625, likewise).")
  private @Nullable BigDecimal writePrice;

  @Override
  public Integer call() {
    RebuildEstimate.Prices prices = prices();
    ObjectNode arguments = JsonMapper.shared().createObjectNode().put("dryRun", dryRun);
    if (!views.isEmpty()) {
      ArrayNode names = arguments.putArray("views");
      views.forEach(names::add);
    }
    ObjectNode totals = run.run("rebuild", arguments, () -> report(prices));
    return failed(totals) == 0 ? 0 : 1;
  }

  private static long failed(JsonNode totals) {
    return totals.path(FAILED).asLong(0);
  }

  private RebuildEstimate.Prices prices() {
    if (readPrice == null && writePrice == null) {
      return RebuildEstimate.Prices.ON_DEMAND;
    }
    if (readPrice == null || writePrice == null || !dryRun) {
      throw refused("--price-per-million-reads and -writes go together, and with --dry-run");
    }
    if (readPrice.signum() < 0 || writePrice.signum() < 0) {
      throw refused("A price must not be negative");
    }
    return new RebuildEstimate.Prices(readPrice, writePrice, "as given");
  }

  private ParameterException refused(String message) {
    return new ParameterException(spec.commandLine(), message);
  }

  private Report report(RebuildEstimate.Prices prices) {
    PrintWriter out = spec.commandLine().getOut();
    if (!run.output().isJson()) {
      return dryRun ? TextReport.ofRebuildDryRun(out, prices) : TextReport.ofRebuild(out);
    }
    JsonReport report = new JsonReport(out, "failures", COUNTS, RebuildCommand::failed);
    return dryRun
        ? report.with("estimate", totals -> RebuildEstimate.json(totals, prices))
        : report;
  }
}
