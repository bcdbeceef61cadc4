package dev.headwater.cli;

import dev.headwater.cli.backup.BackupWriter;
import dev.headwater.cli.operated.LongOperation;
import dev.headwater.cli.operated.TransferOptions;
import dev.headwater.cli.report.JsonReport;
import dev.headwater.cli.report.Report;
import dev.headwater.cli.report.TextReport;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Writes a service's commits to a backup, as they are stored. */
abstract sealed class LogExport implements Callable<Integer> permits ExportCommand, BackupCommand {
  private static final String BROKEN = "broken";
  private static final List<String> COUNTS = List.of("streams", "commits", "events");

  @Spec private CommandSpec spec = CommandSpec.create();

  @Mixin private TransferOptions options = new TransferOptions();

  /**
   * @param writer opened when the options are known to be right
   * @param streams the only ones to export; empty for all
   */
  int export(Path path, Supplier<BackupWriter> writer, List<String> streams) {
    options.start();
    ObjectNode arguments = JsonMapper.shared().createObjectNode();
    if (!streams.isEmpty()) {
      ArrayNode chosen = arguments.putArray("streams");
      streams.forEach(chosen::add);
    }
    try (BackupWriter backup = writer.get()) {
      ObjectNode totals =
          options.run(
              new LongOperation.Run("export", arguments, false),
              () -> report(path),
              new LongOperation.Exchange(
                  request -> {},
                  answer -> write(answer, backup, !streams.isEmpty()),
                  false,
                  "begin again, since " + path + " is incomplete"));
      return broken(totals) == 0 ? 0 : 1;
    }
  }

  /** What is in the backup is taken out of the answer, which is reported. */
  private static void write(ObjectNode answer, BackupWriter backup, boolean selected) {
    answer.path("commits").forEach(backup::add);
    answer.remove(List.of("commits", "personalData"));
    if (answer.path("done").asBoolean(false)) {
      backup.finish(
          answer.path("service").asString(),
          answer.path("headwater").asString(),
          selected,
          answer.path("totals").path("commits").asLong(0));
    }
  }

  private static long broken(JsonNode totals) {
    return totals.path(BROKEN).asLong(0);
  }

  private Report report(Path path) {
    PrintWriter out = spec.commandLine().getOut();
    return options.output().isJson()
        ? new JsonReport(out, BROKEN, COUNTS, LogExport::broken)
        : TextReport.ofExport(out, path.toString());
  }
}
