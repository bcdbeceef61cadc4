package dev.headwater.cli;

import dev.headwater.cli.backup.BackupWriter;
import dev.headwater.cli.operated.BuildVersion;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Writes all events to one file. */
@Command(
    name = "backup",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    exitCodeOnExecutionException = CommandLine.ExitCode.USAGE,
    versionProvider = BuildVersion.class,
    description = {
      "Write all events of a service to one compressed file.",
      "The service keeps running: every commit that was acknowledged before the backup began is"
          + " in it. The events hold personal data."
    },
    optionListHeading = "%nOptions:%n",
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:Everything is in the backup.",
      "1:Some streams are broken; all that can be read of them is in the backup.",
      "2:The command line is invalid, or the backup failed."
    },
    footer = "%n'headwater restore' puts the events into a service that has none.")
final class BackupCommand extends LogExport {
  @Parameters(
      paramLabel = "FILE",
      description = "The file, a zip archive. It must not be there yet.")
  private Path file = Path.of("");

  @Override
  public Integer call() {
    return export(file, () -> BackupWriter.toFile(file, InstantSource.system()), List.of());
  }
}
