package dev.headwater.cli;

import dev.headwater.audit.ScanSettings;
import java.util.function.LongConsumer;
import picocli.CommandLine;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** How to scan the events. */
final class ScanOptions {
  private static final int SEGMENTS = 8;
  private static final int PAGE_ITEMS = 1_000;

  @Option(
      names = "--rate",
      defaultValue = "0",
      paramLabel = "UNITS",
      description =
          "Maximum read units per second for each table; 0 for no limit (default:"
              + " ${DEFAULT-VALUE}).")
  private int unitsPerSecond;

  void check(CommandLine command) {
    if (unitsPerSecond < 0) {
      throw new ParameterException(
          command, "Invalid value for option '--rate': it must not be negative");
    }
  }

  int unitsPerSecond() {
    return unitsPerSecond;
  }

  ScanSettings settings(LongConsumer progress) {
    return new ScanSettings(SEGMENTS, PAGE_ITEMS, unitsPerSecond, progress);
  }
}
