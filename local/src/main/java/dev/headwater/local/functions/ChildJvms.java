package dev.headwater.local.functions;

import dev.headwater.local.code.Code;
import dev.headwater.local.functions.FunctionInvoker.Invocation.Failed;
import dev.headwater.local.functions.Instances.FailedInitialization;
import dev.headwater.local.ground.Descriptors;
import dev.headwater.local.ground.LocalCloudException;
import dev.headwater.local.ground.RedactedException;
import dev.headwater.local.ground.TemporaryFolder;
import dev.headwater.local.template.FunctionDeclaration;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Makes instances in JVMs of their own, and ends them. What all share is started with the first:
 * the Runtime API, and a folder with their main class and their temporary files.
 */
final class ChildJvms implements AutoCloseable {
  private static final Duration EXIT_WAIT = Duration.ofSeconds(5);

  /** Of all functions together. Each has a connection to the Runtime API. */
  private static final int MAX_PROCESSES = Math.min(32, Descriptors.connectionsPerServer() - 1);

  private final Duration maxInitialization;
  private final Duration maxIdle;

  /** The processes, and what completes once one has ended and its files are deleted. */
  private final Map<Process, CompletableFuture<Void>> endings = new HashMap<>();

  private @Nullable Shared shared;
  private Runnable whenFull = () -> {};
  private boolean closed;

  private record Shared(RuntimeApi api, TemporaryFolder folder, Path main) {}

  /** With Lambda's limit for an initialisation, and one for idle JVMs that suits a laptop. */
  ChildJvms() {
    this(Instances.MAX_INITIALIZATION, Duration.ofMinutes(5));
  }

  ChildJvms(Duration maxInitialization, Duration maxIdle) {
    this.maxInitialization = maxInitialization;
    this.maxIdle = maxIdle;
  }

  /** Ends processes that wait for a call, so that others can start. */
  void whenFull(Runnable endIdle) {
    whenFull = endIdle;
  }

  /** How long an instance may wait for a call before it should be ended. */
  Duration maxIdle() {
    return maxIdle;
  }

  /**
   * The instances of a function.
   *
   * @param environment of the template and the local cloud
   */
  Instances of(
      FunctionDeclaration function, Code code, Map<String, String> environment, FunctionLog log) {
    var command = new ChildCommand(function, code, environment);
    return new Instances() {
      @Override
      public Instance create() throws FailedInitialization, InterruptedException {
        var session = new RuntimeSession();
        ChildInstance instance = new ChildInstance(start(session, command, log), session);
        try {
          session.awaitReady();
          return instance;
        } catch (FailedInitialization | InterruptedException e) {
          instance.close();
          throw e;
        }
      }

      @Override
      public boolean startEagerly() {
        return false;
      }

      @Override
      public Duration maxInitialization() {
        return maxInitialization;
      }
    };
  }

  private synchronized Process start(RuntimeSession session, ChildCommand command, FunctionLog log)
      throws FailedInitialization {
    if (closed) {
      throw new FailedInitialization(Failed.STOPPING, "The local cloud is stopping.");
    }
    if (isFull()) {
      whenFull.run();
      if (isFull()) {
        throw new FailedInitialization(Failed.THROTTLED, "Rate Exceeded.");
      }
    }
    try {
      return start(session, command, log, shared());
    } catch (IOException | IllegalArgumentException e) {
      throw new FailedInitialization(
          "Runtime.InvalidEntrypoint",
          "The operating system cannot start a JVM with this environment in %s (%s)."
              .formatted(command.code().folder(), RedactedException.describe(e)));
    }
  }

  private boolean isFull() {
    return endings.keySet().stream().filter(Process::isAlive).count() >= MAX_PROCESSES;
  }

  private Process start(
      RuntimeSession session, ChildCommand command, FunctionLog log, Shared common)
      throws IOException {
    Path temporary = common.folder().next();
    Process process;
    try {
      process =
          command.processBuilder(common.api().open(session), common.main(), temporary).start();
    } catch (IOException | IllegalArgumentException e) {
      common.api().end(session);
      TemporaryFolder.delete(temporary);
      throw e;
    }
    ChildLog.copy(process.getInputStream(), log);
    endings.values().removeIf(CompletableFuture::isDone);
    endings.put(
        process,
        process
            .onExit()
            .thenAccept(
                ended -> {
                  session.end(ended.exitValue());
                  common.api().end(session);
                  TemporaryFolder.delete(temporary);
                }));
    return process;
  }

  /** Ends a process with all that it has started. */
  static void kill(Process process) {
    List<ProcessHandle> started = process.descendants().toList();
    process.destroyForcibly();
    started.forEach(ProcessHandle::destroyForcibly);
  }

  private Shared shared() throws IOException {
    Shared started = shared;
    if (started != null) {
      return started;
    }
    TemporaryFolder folder = TemporaryFolder.create();
    try {
      Path main = folder.next();
      copyMainClass(main);
      started = new Shared(new RuntimeApi(), folder, main);
      shared = started;
      return started;
    } catch (IOException | LocalCloudException e) {
      folder.close();
      throw e;
    }
  }

  /** A child gets no other class of ours. */
  private static void copyMainClass(Path folder) throws IOException {
    String file = ChildMain.class.getName().replace('.', '/').concat(".class");
    Path target = folder.resolve(file);
    Files.createDirectories(target.resolveSibling(""));
    try (InputStream main = ChildMain.class.getResourceAsStream("/" + file)) {
      Files.copy(Objects.requireNonNull(main, file), target);
    }
  }

  /** Kills all children, and deletes their files. */
  @Override
  public synchronized void close() {
    closed = true;
    endings.keySet().forEach(ChildJvms::kill);
    try {
      awaitEndings();
    } finally {
      if (shared != null) {
        shared.api().close();
        shared.folder().close();
      }
    }
  }

  private void awaitEndings() {
    try {
      CompletableFuture.allOf(endings.values().toArray(CompletableFuture<?>[]::new))
          .get(EXIT_WAIT.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (ExecutionException e) {
      throw new LocalCloudException("The files of a function's JVM are left behind.", e);
    } catch (TimeoutException e) {
      throw new LocalCloudException("The JVM of a function did not end: kill the process.", e);
    }
  }
}
