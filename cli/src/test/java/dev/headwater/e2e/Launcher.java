package dev.headwater.e2e;

import static java.util.concurrent.TimeUnit.SECONDS;

import dev.headwater.repository.Repository;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/** Runs the launcher script as a user would, without letting it build. */
public final class Launcher {
  private static final long END_TIMEOUT_SECONDS = 120;

  private Launcher() {}

  /** What a run left behind that came to its end by itself. */
  public record Finished(int exitCode, String output, String errors) {}

  static Process start(String... arguments) {
    return start(Map.of(), arguments);
  }

  /** The same with more environment variables. */
  static Process start(Map<String, String> environment, String... arguments) {
    return start(Repository.ROOT.resolve("headwater"), environment, arguments);
  }

  /**
   * @param launcher the script, or a link to it; it runs in the folder where that is
   */
  static Process start(Path launcher, String... arguments) {
    return start(launcher, Map.of(), arguments);
  }

  private static Process start(
      Path launcher, Map<String, String> environment, String... arguments) {
    List<String> command = new ArrayList<>(List.of(launcher.toString()));
    command.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.directory(launcher.resolveSibling("").toFile());
    builder.environment().putAll(environment);
    builder.environment().put("HEADWATER_BUILD", "never");
    builder.environment().put("HEADWATER_JAVA_HOME", System.getProperty("java.home"));
    try {
      Process process = builder.start();
      // For a run of the tests that is broken off.
      Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
      return process;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Runs to the end, which must come soon. */
  public static Finished run(String... arguments) throws InterruptedException {
    return end(start(arguments));
  }

  /** The same with more environment variables. */
  static Finished run(Map<String, String> environment, String... arguments)
      throws InterruptedException {
    return end(start(environment, arguments));
  }

  static Finished end(Process process) throws InterruptedException {
    var output = reading(process.getInputStream());
    var errors = reading(process.getErrorStream());
    try {
      if (!process.waitFor(END_TIMEOUT_SECONDS, SECONDS)) {
        throw new AssertionError("Still running: " + process.info());
      }
      return new Finished(process.exitValue(), output.join(), errors.join());
    } finally {
      process.destroyForcibly();
    }
  }

  /** Meanwhile: a pipe holds little, and a process waits while it is full. */
  private static CompletableFuture<String> reading(InputStream stream) {
    return CompletableFuture.supplyAsync(() -> text(stream), Thread::startVirtualThread);
  }

  private static String text(InputStream stream) {
    try (stream) {
      return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
