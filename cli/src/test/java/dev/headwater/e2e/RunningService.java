package dev.headwater.e2e;

import static java.util.concurrent.TimeUnit.SECONDS;

import dev.headwater.local.Endpoints;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;

/** {@code ./headwater serve} in a process of its own, on a data folder and a free port. */
public final class RunningService implements AutoCloseable {
  private static final long START_TIMEOUT_SECONDS = 90;
  private static final long STOP_TIMEOUT_SECONDS = 30;

  private final Process process;
  private final List<String> output = Collections.synchronizedList(new ArrayList<>());
  private final CountDownLatch readyOrEnded = new CountDownLatch(1);
  private final Endpoints endpoints;

  private RunningService(Process process, Path dataFolder) throws InterruptedException {
    this.process = process;
    Thread.ofVirtual().start(() -> read(process.getInputStream()));
    Thread.ofVirtual().start(() -> read(process.getErrorStream()));
    boolean inTime = readyOrEnded.await(START_TIMEOUT_SECONDS, SECONDS);
    if (!inTime || !output.contains("ready")) {
      process.destroyForcibly();
      throw new AssertionError("Not ready: " + String.join("\n", output()));
    }
    endpoints = Endpoints.read(dataFolder).orElseThrow();
  }

  public static RunningService on(Path dataFolder, String... options) throws InterruptedException {
    return on(Map.of(), dataFolder, options);
  }

  /** The same with more environment variables. */
  static RunningService on(Map<String, String> environment, Path dataFolder, String... options)
      throws InterruptedException {
    List<String> arguments =
        new ArrayList<>(
            List.of("serve", "--verbose", "--port", "0", "--data", dataFolder.toString()));
    arguments.addAll(List.of(options));
    return new RunningService(
        Launcher.start(environment, arguments.toArray(String[]::new)), dataFolder);
  }

  public Endpoints endpoints() {
    return endpoints;
  }

  CustomerApi api() {
    return new CustomerApi(endpoints);
  }

  long pid() {
    return process.pid();
  }

  Duration cpuTime() {
    return process.info().totalCpuDuration().orElse(Duration.ZERO);
  }

  /** All that it printed so far, its log included. */
  public List<String> output() {
    return List.copyOf(output);
  }

  /** What {@code kill -9} does. */
  void kill() throws InterruptedException {
    process.destroyForcibly().waitFor();
  }

  /** What Ctrl-C and {@code kill} do; through the handle, which leaves the output open. */
  public int stop() {
    process.toHandle().destroy();
    try {
      if (process.waitFor(STOP_TIMEOUT_SECONDS, SECONDS)) {
        return process.exitValue();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    process.destroyForcibly();
    throw new AssertionError("Does not stop: " + String.join("\n", output()));
  }

  @Override
  public void close() {
    stop();
  }

  private void read(InputStream stream) {
    try (var lines = new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        output.add(line);
        if (line.equals("ready")) {
          readyOrEnded.countDown();
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      readyOrEnded.countDown();
    }
  }
}
