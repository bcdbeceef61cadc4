package dev.headwater.cli;

import dev.headwater.cli.operated.BuildVersion;
import dev.headwater.cli.operated.Confirmation;
import dev.headwater.cli.operated.LongOperation;
import dev.headwater.cli.operated.ServiceOptions;
import dev.headwater.cli.report.JsonReport;
import dev.headwater.cli.report.Report;
import dev.headwater.cli.report.TextReport;
import java.io.PrintWriter;
import java.time.Instant;
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
import picocli.CommandLine.Spec;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Publishes events out of the events table again. */
@Command(
    name = "republish",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    exitCodeOnExecutionException = CommandLine.ExitCode.USAGE,
    versionProvider = BuildVersion.class,
    description = {
      "Republish events from the events table: after an outage of more than 24 hours, or for a new"
          + " consumer.",
      "Events are published exactly as they were the first time, except for an added \"replayed\":"
          + " true. Views and searches drop those that they show already; consumers of your own get"
          + " them again, and must deduplicate by eventId."
    },
    optionListHeading = "%nOptions:%n",
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:All selected events are published.",
      "1:The bus or the queue refused some events.",
      "2:The command line is invalid, or it failed."
    },
    footer = "%nCan be interrupted at any moment: --resume continues it.")
final class RepublishCommand implements Callable<Integer> {
  private static final String FAILED = "failed";

  @Spec private CommandSpec spec = CommandSpec.create();

  @Option(
      names = "--from",
      paramLabel = "TIME",
      description = "Only events since this time, as in 2026-01-31T08:00:00Z.")
  private @Nullable Instant from;

  @Option(names = "--to", paramLabel = "TIME", description = "Only events before this time.")
  private @Nullable Instant to;

  @Option(
      names = "--stream",
      paramLabel = "ID",
      description =
          "Only events of this stream, as CATEGORY#id or, in a service with one aggregate, by its"
              + " id.")
  private @Nullable String stream;

  @Option(
      names = "--types",
      split = ",",
      paramLabel = "TYPE",
      description = "Only events of these types, separated by commas.")
  private List<String> types = new ArrayList<>();

  @Option(
      names = "--view",
      paramLabel = "NAME",
      description =
          "Only to the queue of this view or search, bypassing the bus, and only the events that"
              + " it folds.")
  private @Nullable String view;

  @Option(names = "--all", description = "All events.")
  private boolean all;

  @Option(
      names = "--rate",
      defaultValue = "500",
      paramLabel = "EVENTS",
      description =
          "Events per second (default: ${DEFAULT-VALUE}). Reads at most ten capacity units per"
              + " second for each of them.")
  private int rate;

  @Option(
      names = "--resume",
      description = "Continue the last run, which was interrupted, with the same options.")
  private boolean resume;

  @Option(names = "--dry-run", description = "Publish nothing, and say how many events it would.")
  private boolean dryRun;

  @Mixin private Confirmation confirmation = new Confirmation();

  @Mixin private ServiceOptions options = new ServiceOptions();

  @Override
  public Integer call() {
    options.start();
    ObjectNode arguments = arguments();
    if (arguments.isEmpty() && !all) {
      throw refused("Select events with --from, --to, --stream, --types or --view, or --all");
    }
    if (rate < 1) {
      throw refused("Invalid value for option '--rate': it must be at least 1");
    }
    if (!dryRun) {
      confirmation.ask(
          "This publishes "
              + (arguments.isEmpty() ? "all" : "the selected")
              + " events of "
              + options.service().place(options.describe().name())
              + " again"
              + (view == null ? ", to every consumer." : ", to " + view + " alone."));
    }
    arguments.put("all", all).put("dryRun", dryRun).put("rate", rate);
    ObjectNode totals =
        options.run(
            new LongOperation.Run("republish", arguments, resume),
            this::report,
            LongOperation.Exchange.OF_POSITIONS);
    return failed(totals) == 0 ? 0 : 1;
  }

  /** The conditions. */
  private ObjectNode arguments() {
    ObjectNode arguments = JsonMapper.shared().createObjectNode();
    put(arguments, "from", from);
    put(arguments, "to", to);
    put(arguments, "stream", stream);
    put(arguments, "view", view);
    if (!types.isEmpty()) {
      ArrayNode names = arguments.putArray("types");
      types.forEach(names::add);
    }
    return arguments;
  }

  private static void put(ObjectNode arguments, String name, @Nullable Object value) {
    if (value != null) {
      arguments.put(name, value.toString());
    }
  }

  private ParameterException refused(String reason) {
    return new ParameterException(spec.commandLine(), reason);
  }

  private static long failed(JsonNode totals) {
    return totals.path(FAILED).asLong(0);
  }

  private Report report() {
    PrintWriter out = spec.commandLine().getOut();
    return options.output().isJson()
        ? new JsonReport(out, "failures", List.of("events", FAILED), RepublishCommand::failed)
        : TextReport.ofRepublish(out, dryRun);
  }
}
