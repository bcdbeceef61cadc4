package dev.headwater.testkit.simulation;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/**
 * The events of some seeds, in this process or another one. There are so many aggregates that a set
 * of their streams is unlikely to have the same order in both by chance.
 */
final class Traces {
  private static final int SEEDS = 50;
  private static final int AGGREGATES = 12;

  private Traces() {}

  public static void main(String[] none) {
    System.out.println(String.join("\n", here()));
  }

  /** A line for each seed. */
  static List<String> here() {
    var nicknames =
        Simulation.of(
            new Nicknames(
                IntStream.range(0, AGGREGATES).mapToObj(number -> "P-" + number).toList()));
    return LongStream.rangeClosed(1, SEEDS)
        .mapToObj(seed -> seed + ": " + nicknames.events(seed).hashCode())
        .toList();
  }

  /** The same lines from another process. */
  static List<String> elsewhere() throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                Traces.class.getName())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    try {
      if (!process.waitFor(1, TimeUnit.MINUTES)) {
        throw new IOException("The other process did not end in time");
      }
      byte[] output = process.getInputStream().readAllBytes();
      return new String(output, StandardCharsets.UTF_8).lines().toList();
    } finally {
      process.destroyForcibly();
    }
  }
}
