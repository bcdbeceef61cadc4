package dev.headwater.local;

import dev.headwater.local.code.CodeWatch;
import dev.headwater.local.functions.FunctionRuntime;
import dev.headwater.local.ground.LocalCloudException;
import dev.headwater.local.ground.LoggedThreads;
import dev.headwater.local.ground.StopSignal;
import dev.headwater.local.template.FunctionDeclaration;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;

/** Reloads functions whose code a build has replaced, and says so. */
final class CodeReloader implements AutoCloseable {
  private static final Duration INTERVAL = Duration.ofMillis(300);

  private final CodeWatch watch;
  private final FunctionRuntime functions;
  private final Consumer<String> report;
  private final StopSignal stop = new StopSignal();

  private CodeReloader(CodeWatch watch, FunctionRuntime functions, Consumer<String> report) {
    this.watch = watch;
    this.functions = functions;
    this.report = report;
  }

  static CodeReloader start(CodeWatch watch, FunctionRuntime functions, Consumer<String> report) {
    var reloader = new CodeReloader(watch, functions, report);
    LoggedThreads.named("watch-").newThread(reloader::run).start();
    return reloader;
  }

  private void run() {
    while (!stop.pause(INTERVAL)) {
      reload(watch.changed());
    }
  }

  /** Stops at the first function that cannot be reloaded: the others mostly fail alike. */
  private void reload(List<FunctionDeclaration> changed) {
    long begun = System.nanoTime();
    List<String> reloaded = new ArrayList<>();
    try {
      for (FunctionDeclaration function : changed) {
        functions.reload(function);
        reloaded.add(function.functionName());
      }
    } catch (LocalCloudException e) {
      report.accept("WARNING: the code before stays in use. " + e.getMessage());
    }
    if (!reloaded.isEmpty()) {
      report.accept(
          String.format(
              Locale.ROOT,
              "reloaded %s in %.1f s",
              String.join(", ", reloaded),
              (System.nanoTime() - begun) / 1e9));
    }
  }

  @Override
  public void close() {
    stop.request();
  }
}
