package dev.headwater.cli;

import java.nio.file.Path;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** Where to look: at a service on this machine, or at tables on AWS. */
final class VerifyPlace {
  @Option(
      names = "--data",
      paramLabel = "DIR",
      description =
          "Data folder of the running service to look at (default: the one that" + " serve uses).")
  private @Nullable Path folder;

  @Option(
      names = "--events-table",
      paramLabel = "NAME",
      description = "Events table on AWS to look at instead, with the usual credentials.")
  private @Nullable String events;

  @Option(
      names = "--views-table",
      paramLabel = "NAME",
      description = "Views table on AWS that belongs to it.")
  private @Nullable String views;

  @Option(
      names = "--search-endpoint",
      paramLabel = "HOST",
      description =
          "OpenSearch domain on AWS that belongs to it (default: none is looked" + " at).")
  private @Nullable String search;

  @Option(
      names = "--region",
      paramLabel = "REGION",
      description = "Region of all these (default: that of the environment or profile).")
  private @Nullable String region;

  void check(CommandLine command) {
    if ((events == null) != (views == null)) {
      throw new ParameterException(command, "--events-table and --views-table go together");
    }
    if (folder != null && events != null) {
      throw new ParameterException(
          command,
          "--data is for a service on this machine, --events-table for AWS: give one of" + " them");
    }
    if (events == null && (region != null || search != null)) {
      throw new ParameterException(
          command, "--region and --search-endpoint go with --events-table");
    }
  }

  VerifiedViews open() {
    return events == null
        ? VerifiedViews.ofService(folder == null ? UserDataFolder.here() : folder)
        : VerifiedViews.onAws(
            new VerifiedViews.Place(events, Objects.requireNonNull(views), search, region));
  }
}
