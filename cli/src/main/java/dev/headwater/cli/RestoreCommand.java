package dev.headwater.cli;

import dev.headwater.cli.operated.BuildVersion;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** Puts a backup into a service without events. */
@Command(
    name = "restore",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    exitCodeOnExecutionException = CommandLine.ExitCode.USAGE,
    versionProvider = BuildVersion.class,
    description = {
      "Put a backup into a service whose events table is empty.",
      "The whole backup is checked before the first event is written. 'headwater import' continues"
          + " an interrupted restore."
    },
    optionListHeading = "%nOptions:%n",
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:Everything is in the service.",
      "1:Some streams could not be restored.",
      "2:The command line is invalid, or the restore failed."
    },
    footer = LogImport.FOOTER)
final class RestoreCommand extends LogImport {
  @Override
  public Integer call() {
    return put(true);
  }
}
