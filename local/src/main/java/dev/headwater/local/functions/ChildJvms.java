package dev.headwater.local.functions;

import dev.headwater.local.code.Code;
import dev.headwater.local.functions.FunctionInvoker.Invocation.Failed;
import dev.headwater.local.functions.Instances.FailedInitialization;
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

  private final Duration maxInitialization;
  private final Duration maxIdle;

  /** The processes, and what completes once one has ended and its files are deleted. */
  private final Map<Process, CompletableFuture<Void>> endings = new HashMap<>();

  private @Nullable Shared shared;
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
    return new ChildInstances(function, code, environment, log);
  }

  private final class ChildInstances implements Instances {
    private final FunctionDeclaration function;
    private final Code code;
    private final Map<String, String> environment;
    private final FunctionLog log;

    ChildInstances(
        FunctionDeclaration function, Code code, Map<String, String> environment, FunctionLog log) {
      this.function = function;
      this.code = code;
      this.environment = environment;
      this.log = log;
    }

    @Override
    public Instance create() throws FailedInitialization, InterruptedException {
      var session = new RuntimeSession();
      ChildInstance instance = new ChildInstance(start(session), session);
      try {
        session.awaitReady();
        return instance;
      } catch (FailedInitialization | InterruptedException e) {
        instance.close();
        throw e;
      }
    }

    private Process start(RuntimeSession session) throws FailedInitialization {
      try {
        return ChildJvms.this.start(session, new ChildCommand(function, code, environment), log);
      } catch (IOException e) {
        throw new FailedInitialization(
            "Runtime.InvalidEntrypoint",
            "Cannot start a JVM in the folder "
                + code.folder()
                + " ("
                + RedactedException.describe(e)
                + "): check that it exists.");
      }
    }

    @Override
    public boolean areCheap() {
      return false;
    }

    @Override
    public Duration maxInitialization() {
      return maxInitialization;
    }
  }

  private synchronized Process start(RuntimeSession session, ChildCommand command, FunctionLog log)
      throws FailedInitialization, IOException {
    if (closed) {
      throw new FailedInitialization(Failed.STOPPING, "The local cloud is stopping.");
    }
    RuntimeApi api = shared().api();
    Path temporary = shared().folder().next();
    try {
      Process process =
          command.processBuilder(api.open(session), shared().main(), temporary).start();
      ChildLog.copy(process.getInputStream(), log);
      endings.values().removeIf(CompletableFuture::isDone);
      endings.put(
          process,
          process
              .onExit()
              .thenAccept(
                  ended -> {
                    session.end(ended.exitValue());
                    api.end(session);
                    TemporaryFolder.delete(temporary);
                  }));
      return process;
    } catch (IOException e) {
      api.end(session);
      TemporaryFolder.delete(temporary);
      throw e;
    }
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
    endings.keySet().forEach(Process::destroyForcibly);
    awaitEndings();
    if (shared != null) {
      shared.api().close();
      shared.folder().close();
    }
  }

  private void awaitEndings() {
    try {
      CompletableFuture.allOf(endings.values().toArray(CompletableFuture<?>[]::new))
          .get(EXIT_WAIT.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (ExecutionException | TimeoutException e) {
      throw new LocalCloudException("The JVM of a function did not end: kill the process.", e);
    }
  }
}
