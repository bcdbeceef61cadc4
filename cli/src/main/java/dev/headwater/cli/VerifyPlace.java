package dev.headwater.cli;

import java.nio.file.Path;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** What to verify: a service on this machine, or tables on AWS. */
final class VerifyPlace {
  @Option(
      names = "--data",
      paramLabel = "DIR",
      description =
          "Data folder of the running service (default: headwater in your user data folder).")
  private @Nullable Path folder;

  @Option(
      names = "--events-table",
      paramLabel = "NAME",
      description =
          "Verify this events table on AWS instead, with your default AWS credentials; requires"
              + " --views-table.")
  private @Nullable String events;

  @Option(
      names = "--views-table",
      paramLabel = "NAME",
      description = "Views table on AWS; requires --events-table.")
  private @Nullable String views;

  @Option(
      names = "--search-endpoint",
      paramLabel = "HOST",
      description = "Host of the OpenSearch domain on AWS (default: search is not verified).")
  private @Nullable String search;

  @Option(
      names = "--region",
      paramLabel = "REGION",
      description = "AWS Region (default: from your environment or profile).")
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
