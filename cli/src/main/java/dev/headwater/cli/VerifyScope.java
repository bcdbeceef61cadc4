package dev.headwater.cli;

import dev.headwater.audit.StreamSample;
import dev.headwater.audit.ViewAudit;
import java.time.Duration;
import picocli.CommandLine;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** Which customers to verify, and how much lag to allow. */
final class VerifyScope {
  private static final int MAX_LAG_SECONDS = 3_600;

  @Option(
      names = "--sample",
      defaultValue = "100",
      paramLabel = "PERCENT",
      description =
          "Percentage of the customers to verify, more than 0 (default: ${DEFAULT-VALUE}).")
  private double percent;

  @Option(
      names = "--seed",
      defaultValue = "0",
      paramLabel = "NUMBER",
      description =
          "Selects the sample: the same seed selects the same customers (default:"
              + " ${DEFAULT-VALUE}).")
  private long seed;

  @Option(
      names = "--lag",
      defaultValue = "5",
      paramLabel = "SECONDS",
      description =
          "How long a view may lag behind its events before it is reported, 0 to 3600 (default:"
              + " ${DEFAULT-VALUE}).")
  private int lagSeconds;

  ViewAudit.Mode mode(CommandLine command, boolean repair) {
    if (!(percent > 0 && percent <= 100)) {
      throw invalid(command, "--sample", "it must be more than 0 and at most 100");
    }
    if (lagSeconds < 0 || lagSeconds > MAX_LAG_SECONDS) {
      throw invalid(command, "--lag", "it must be from 0 to " + MAX_LAG_SECONDS);
    }
    return new ViewAudit.Mode(
        repair, new StreamSample(percent, seed), Duration.ofSeconds(lagSeconds));
  }

  private static ParameterException invalid(CommandLine command, String option, String reason) {
    return new ParameterException(command, "Invalid value for option '" + option + "': " + reason);
  }
}
