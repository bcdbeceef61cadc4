package dev.headwater.cli;

import dev.headwater.cli.backup.BackupReader;
import dev.headwater.cli.backup.CommitBatches;
import dev.headwater.cli.backup.Manifest;
import dev.headwater.cli.operated.CommandException;
import dev.headwater.cli.operated.Confirmation;
import dev.headwater.cli.operated.LongOperation;
import dev.headwater.cli.operated.TransferOptions;
import dev.headwater.cli.report.JsonReport;
import dev.headwater.cli.report.Report;
import dev.headwater.cli.report.TextReport;
import dev.headwater.service.facts.AggregateFacts;
import dev.headwater.service.facts.ServiceFacts;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Puts the commits of a backup into a service. */
abstract sealed class LogImport implements Callable<Integer> permits ImportCommand, RestoreCommand {
  static final String FOOTER =
      "%nOn AWS, the service must be deployed with the parameter ImportEnabled=true meanwhile.";

  private static final List<String> COUNTS = List.of("imported", "present", "refused");

  @Spec private CommandSpec spec = CommandSpec.create();

  @Parameters(
      paramLabel = "BACKUP",
      description = "The file that 'backup' or the folder that 'export' has written.")
  private Path path = Path.of("");

  @Option(
      names = "--publish",
      negatable = true,
      description =
          "Whether the relay publishes the events as if they were new. Required: --publish or"
              + " --no-publish.")
  private @Nullable Boolean publish;

  @Option(
      names = "--from-service",
      paramLabel = "NAME",
      description = "Accept the backup of a service of this name, instead of the service's own.")
  private @Nullable String fromService;

  @Mixin private Confirmation confirmation = new Confirmation();

  @Mixin private TransferOptions options = new TransferOptions();

  /**
   * @param restoring whether the service must have no events yet
   */
  int put(boolean restoring) {
    options.start();
    if (publish == null) {
      throw new ParameterException(
          spec.commandLine(), "Missing required option: '--publish' or '--no-publish'");
    }
    return put(restoring, publish);
  }

  private int put(boolean restoring, boolean publishing) {
    try (BackupReader backup = BackupReader.open(path)) {
      Manifest manifest = backup.manifest();
      if (restoring && manifest.selected()) {
        throw new CommandException(
            path + " holds only some streams of a service: put them in with 'headwater import'.",
            null);
      }
      ServiceFacts service = options.describe();
      requireSameService(manifest, service);
      backup.check();
      confirmation.ask(
          "%s puts %s commits of service %s into %s, and %s."
              .formatted(
                  restoring ? "The restore" : "The import",
                  manifest.commits(),
                  manifest.service(),
                  options.service().place(service.name()),
                  publishing ? "publishes their events" : "does not publish their events"));
      return run(
          backup,
          service,
          JsonMapper.shared()
              .createObjectNode()
              .put("publish", publishing)
              .put("intoEmptyTable", restoring)
              .put("commits", manifest.commits()));
    }
  }

  private void requireSameService(Manifest manifest, ServiceFacts service) {
    String expected = fromService == null ? service.name() : fromService;
    if (!manifest.service().equals(expected)) {
      throw new CommandException(
          path
              + " is a backup of the service "
              + manifest.service()
              + ", not of "
              + expected
              + ". To import it anyway, add --from-service "
              + manifest.service()
              + ".",
          null);
    }
  }

  private int run(BackupReader backup, ServiceFacts service, ObjectNode arguments) {
    try (CommitBatches batches = new CommitBatches(backup.lines(), options.unitsPerSecond())) {
      ObjectNode totals =
          options.run(
              new LongOperation.Run("import", arguments, false),
              () -> report(next(service)),
              new LongOperation.Exchange(
                  batches::prepare, batches::received, false, "'headwater import' continues it"));
      return refused(totals) == 0 ? 0 : 1;
    }
  }

  private static long refused(JsonNode totals) {
    return totals.path("refused").asLong(0);
  }

  private Report report(List<String> next) {
    PrintWriter out = spec.commandLine().getOut();
    return options.output().isJson()
        ? new JsonReport(out, "refusals", COUNTS, LogImport::refused, next)
        : TextReport.ofImport(out, next);
  }

  /** What to type next. */
  private List<String> next(ServiceFacts service) {
    List<String> commands = new ArrayList<>();
    if (service.aggregates().stream().anyMatch(AggregateFacts::makesClaims)) {
      commands.add("claims repair");
    }
    commands.addAll(List.of("rebuild", "verify --repair"));
    return commands.stream()
        .map(command -> "headwater " + command + options.service().options())
        .toList();
  }
}
