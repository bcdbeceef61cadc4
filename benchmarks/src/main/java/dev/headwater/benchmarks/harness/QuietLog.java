package dev.headwater.benchmarks.harness;

import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;
import java.util.logging.LogManager;

/** Keeps standard output for the figures: libraries log only warnings, on standard error. */
public final class QuietLog {
  private QuietLog() {}

  public static void configure() throws IOException {
    try (InputStream log = QuietLog.class.getResourceAsStream("/logging.properties")) {
      LogManager.getLogManager().readConfiguration(Objects.requireNonNull(log));
    }
  }
}
