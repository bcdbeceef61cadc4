package dev.headwater.local;

import dev.headwater.local.code.Code;
import dev.headwater.local.code.CodeWatch;
import dev.headwater.local.functions.FunctionRuntime;
import dev.headwater.local.ground.LoggedThreads;
import dev.headwater.local.ground.RedactedException;
import dev.headwater.local.ground.StopSignal;
import dev.headwater.local.template.FunctionDeclaration;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reloads functions whose code a build has replaced, and reports it. */
final class CodeReloader implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(CodeReloader.class);
  private static final Duration INTERVAL = Duration.ofMillis(200);
  private static final Duration STOP_WAIT = Duration.ofSeconds(10);

  private final CodeWatch watch;
  private final FunctionRuntime functions;
  private final Consumer<String> report;
  private final StopSignal stop = new StopSignal();
  private final Thread thread = LoggedThreads.named("watch-").newThread(this::run);

  CodeReloader(CodeWatch watch, FunctionRuntime functions, Consumer<String> report) {
    this.watch = watch;
    this.functions = functions;
    this.report = report;
    thread.start();
  }

  private void run() {
    while (!stop.pause(INTERVAL)) {
      try {
        watch
            .look(this::reload)
            .forEach(
                failure ->
                    report.accept(
                        "WARNING: the previous code stays in use. " + failure.getMessage()));
      } catch (RuntimeException e) {
        LOG.error("Could not look for new code", RedactedException.of(e));
      }
    }
  }

  private void reload(List<FunctionDeclaration> changed, Code code) {
    long begun = System.nanoTime();
    functions.reload(changed, code);
    report.accept(
        String.format(
            Locale.ROOT,
            "reloaded %s in %.1f s",
            changed.stream()
                .map(FunctionDeclaration::functionName)
                .collect(Collectors.joining(", ")),
            (System.nanoTime() - begun) / 1e9));
  }

  /** Waits for a reload in progress. */
  @Override
  public void close() {
    stop.request();
    try {
      if (!thread.join(STOP_WAIT)) {
        thread.interrupt();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
