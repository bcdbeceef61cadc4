package dev.headwater.benchmarks.write;

import static java.util.Objects.requireNonNull;

import dev.headwater.benchmarks.harness.Benchmark;
import dev.headwater.benchmarks.harness.Figure;
import dev.headwater.benchmarks.harness.Goal;
import dev.headwater.benchmarks.harness.Progress;
import dev.headwater.benchmarks.harness.Report;
import dev.headwater.benchmarks.harness.Rounds;
import dev.headwater.benchmarks.harness.Settings;
import dev.headwater.benchmarks.jmh.InMemoryUpdates;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import me.tongfei.progressbar.ProgressBar;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.Options;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/** Commands through the handler without a database, by JMH, in separate JVMs. */
public final class InMemoryBenchmark implements Benchmark {
  /** Ten times the best alternative: see README.md. */
  private static final Goal ONE_THREAD = new Goal.AtLeast(1_060_000);

  private static final Goal EIGHT_THREADS = new Goal.AtLeast(1_630_000);
  private static final Goal BYTES = new Goal.AtMost(1024);

  /** Short enough, with a large heap, that garbage collection rarely moves what is stored. */
  private static final TimeValue ITERATION = TimeValue.milliseconds(500);

  private static final String[] HEAP = {"-Xms3g", "-Xmx3g", "-Xmn2g"};

  /** Enough for the compiler; only servers need more. */
  private static final int MAX_WARM_UPS = 10;

  private static final String ALLOCATED = "gc.alloc.rate.norm";

  private record Load(String name, String method, int threads, Goal goal) {}

  private static final List<Load> LOADS =
      List.of(
          new Load("one thread, no command id", "withoutId", 1, ONE_THREAD),
          new Load("one thread, with a command id", "withId", 1, ONE_THREAD),
          new Load("eight threads, no command id", "withoutId", 8, EIGHT_THREADS),
          new Load("eight threads, with a command id", "withId", 8, EIGHT_THREADS));

  @Override
  public String name() {
    return "in-memory";
  }

  @Override
  public String purpose() {
    return "commands per second through the handler on the in-memory store, by JMH";
  }

  @Override
  public Report run(Settings settings) throws IOException {
    List<Figure> figures = new ArrayList<>();
    try (ProgressBar progress = Progress.of("updates in memory", LOADS.size())) {
      for (Load load : LOADS) {
        figures.addAll(figures(load, settings.rounds()));
        progress.step();
      }
    }
    return Report.of(figures);
  }

  private static List<Figure> figures(Load load, Rounds rounds) throws IOException {
    RunResult measured = measure(options(load, rounds));
    double perSecond = median(measured.getPrimaryResult());
    double bytes = median(requireNonNull(measured.getSecondaryResults().get(ALLOCATED)));
    String name = "in memory, " + load.name;
    return List.of(
        Figure.alone(name, perSecond, "commands/s", load.goal),
        Figure.alone(name + ", allocated", bytes, "bytes/command", BYTES));
  }

  private static RunResult measure(Options options) throws IOException {
    try {
      return new Runner(options).runSingle();
    } catch (RunnerException e) {
      throw new IOException("JMH failed", e);
    }
  }

  private static Options options(Load load, Rounds rounds) {
    return new OptionsBuilder()
        .include(InMemoryUpdates.class.getName() + "\\." + load.method + "$")
        .threads(load.threads)
        .forks(1)
        .jvmArgsAppend(HEAP)
        .warmupIterations(Math.min(rounds.warmUps(), MAX_WARM_UPS))
        .warmupTime(ITERATION)
        .measurementIterations(rounds.measured())
        .measurementTime(ITERATION)
        .timeUnit(TimeUnit.SECONDS)
        .shouldDoGC(true)
        .shouldFailOnError(true)
        .addProfiler(GCProfiler.class)
        .verbosity(VerboseMode.SILENT)
        .build();
  }

  private static double median(Result<?> result) {
    return result.getStatistics().getPercentile(50);
  }
}
