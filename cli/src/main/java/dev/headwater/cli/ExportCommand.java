package dev.headwater.cli;

import dev.headwater.cli.backup.BackupWriter;
import dev.headwater.cli.operated.BuildVersion;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Writes events to a folder. */
@Command(
    name = "export",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    exitCodeOnExecutionException = CommandLine.ExitCode.USAGE,
    versionProvider = BuildVersion.class,
    description = {
      "Write the events of a service to a folder, as JSON Lines.",
      "The service keeps running: every commit that was acknowledged before the export began is"
          + " in it. A line is a commit as it is stored. The events hold personal data."
    },
    optionListHeading = "%nOptions:%n",
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:Everything was exported.",
      "1:Some streams are broken or missing; all that can be read of them was exported.",
      "2:The command line is invalid, or the export failed."
    },
    footer = "%n'headwater import' puts the events into a service.")
final class ExportCommand extends LogExport {
  @Parameters(
      paramLabel = "DIR",
      description = "The folder, which is created. There must be nothing in it yet.")
  private Path folder = Path.of("");

  @Option(
      names = "--stream",
      paramLabel = "ID",
      description =
          "Export this stream alone, as CATEGORY#id or, in a service with one aggregate, by its"
              + " id; can be repeated.")
  private List<String> streams = new ArrayList<>();

  @Override
  public Integer call() {
    return export(folder, () -> BackupWriter.toFolder(folder, InstantSource.system()), streams);
  }
}
