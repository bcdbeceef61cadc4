package dev.headwater.cli;

import dev.headwater.cli.operated.BuildVersion;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** Adds events to a service. */
@Command(
    name = "import",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    exitCodeOnExecutionException = CommandLine.ExitCode.USAGE,
    versionProvider = BuildVersion.class,
    description = {
      "Put exported events into a service, beside those that it has.",
      "Streams that are there are continued where they end. A commit that is there is skipped, so"
          + " an import can be repeated. One that differs is a conflict: it is reported, and the"
          + " rest of its stream is left out."
    },
    optionListHeading = "%nOptions:%n",
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:Everything is in the service.",
      "1:Some streams could not be imported.",
      "2:The command line is invalid, or the import failed."
    },
    footer = LogImport.FOOTER)
final class ImportCommand extends LogImport {
  @Override
  public Integer call() {
    return put(false);
  }
}
