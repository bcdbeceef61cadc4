package dev.headwater.cli.arguments;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Which views to verify, and how much lag to allow. */
public final class VerifyScope {
  private static final int MAX_LAG_SECONDS = 30;

  @Option(
      names = "--view",
      paramLabel = "NAME",
      description = "Verify this view alone (default: all views of the service).")
  private @Nullable String view;

  @Option(
      names = "--sample",
      defaultValue = "100",
      paramLabel = "PERCENT",
      description = "Percentage of the streams to verify, more than 0 (default: ${DEFAULT-VALUE}).")
  private double percent;

  @Option(
      names = "--seed",
      defaultValue = "0",
      paramLabel = "NUMBER",
      description =
          "Selects the sample: the same seed selects the same streams (default:"
              + " ${DEFAULT-VALUE}).")
  private long seed;

  @Option(
      names = "--lag",
      defaultValue = "5",
      paramLabel = "SECONDS",
      description =
          "How long a view may lag behind its events before it is reported, 0 to 30 (default:"
              + " ${DEFAULT-VALUE}).")
  private int lagSeconds;

  /**
   * The arguments of the operation.
   *
   * @throws ParameterException if an option has a value that it cannot have
   */
  public ObjectNode arguments(CommandLine command) {
    if (!(percent > 0 && percent <= 100)) {
      throw invalid(command, "--sample", "it must be more than 0 and at most 100");
    }
    if (lagSeconds < 0 || lagSeconds > MAX_LAG_SECONDS) {
      throw invalid(command, "--lag", "it must be from 0 to " + MAX_LAG_SECONDS);
    }
    ObjectNode arguments =
        JsonMapper.shared()
            .createObjectNode()
            .put("sample", percent)
            .put("seed", seed)
            .put("lag", lagSeconds);
    if (view != null) {
      arguments.put("view", view);
    }
    return arguments;
  }

  private static ParameterException invalid(CommandLine command, String option, String reason) {
    return new ParameterException(command, "Invalid value for option '" + option + "': " + reason);
  }
}
