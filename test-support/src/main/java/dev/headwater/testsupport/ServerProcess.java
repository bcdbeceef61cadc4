package dev.headwater.testsupport;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A server in its own process, which {@link #close} stops, or at the latest the end of this JVM.
 */
public final class ServerProcess implements AutoCloseable {
  private static final Duration START_LIMIT = Duration.ofMinutes(2);
  private static final Duration STOP_LIMIT = Duration.ofSeconds(20);

  private final Process process;
  private final String address;

  private ServerProcess(Process process, String address) {
    this.process = process;
    this.address = address;
  }

  /**
   * Starts a server, and returns once it has printed its address, within two minutes.
   *
   * @param listening matches the output line with the address, which is the first group
   * @throws IOException if the server exits or prints no address; no process is left running
   */
  public static ServerProcess start(ProcessBuilder command, Pattern listening) throws IOException {
    return start(command, listening, START_LIMIT);
  }

  /** The same with another limit. */
  public static ServerProcess start(ProcessBuilder command, Pattern listening, Duration limit)
      throws IOException {
    Process process = command.start();
    Runtime.getRuntime().addShutdownHook(new Thread(process::destroy, "end of a server"));
    try {
      return new ServerProcess(process, address(process, listening, limit));
    } catch (IOException | RuntimeException | Error e) {
      process.destroyForcibly();
      throw e;
    }
  }

  /** The address that the server printed. */
  public String address() {
    return address;
  }

  /** Reads the server's output to its end, and waits for the line with the address. */
  private static String address(Process process, Pattern listening, Duration limit)
      throws IOException {
    CompletableFuture<String> address = new CompletableFuture<>();
    Thread.ofVirtual().start(() -> read(process, listening, address));
    try {
      return address.get(limit.toSeconds(), TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("Interrupted while a server started", e);
    } catch (ExecutionException | TimeoutException e) {
      throw new IOException("A server did not start within " + limit, e);
    }
  }

  private static void read(Process process, Pattern listening, CompletableFuture<String> address) {
    List<String> lines = new ArrayList<>();
    try (BufferedReader output = process.inputReader(StandardCharsets.UTF_8)) {
      for (String line = output.readLine(); line != null; line = output.readLine()) {
        Matcher matcher = listening.matcher(line);
        if (matcher.find()) {
          address.complete(matcher.group(1));
        } else if (!address.isDone()) {
          lines.add(line);
        }
      }
      address.completeExceptionally(
          new IOException("The server exited: " + String.join("\n", lines)));
    } catch (IOException e) {
      address.completeExceptionally(e);
    }
  }

  /** Stops the server, by force if necessary. Idempotent. */
  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(STOP_LIMIT.toSeconds(), TimeUnit.SECONDS)) {
        process.destroyForcibly().waitFor();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
