package dev.headwater.benchmarks;

import dev.headwater.benchmarks.harness.Benchmark;
import dev.headwater.benchmarks.harness.Figure;
import dev.headwater.benchmarks.harness.Goal;
import dev.headwater.benchmarks.harness.Report;
import dev.headwater.benchmarks.harness.Sample;
import dev.headwater.benchmarks.harness.Settings;
import dev.headwater.testkit.basket.BasketSimulation;
import dev.headwater.testkit.simulation.Simulation;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.apache.commons.math3.stat.descriptive.rank.Median;

/** Measures how many seeds of the simulation are checked per minute. */
final class SimulationBenchmark implements Benchmark {
  private static final Goal GOAL = new Goal.AtLeast(100_000);
  private static final int SEEDS = 2_000;
  private static final int SECONDS_PER_MINUTE = 60;

  @Override
  public String name() {
    return "simulation";
  }

  @Override
  public String purpose() {
    return "seeds of the simulation per minute, on all processors; none may break a guarantee";
  }

  @Override
  public Report run(Settings settings) throws IOException {
    int processors = Runtime.getRuntime().availableProcessors();
    List<Sample> samples;
    try (ExecutorService threads = Executors.newFixedThreadPool(processors)) {
      samples =
          settings
              .rounds()
              .measure(
                  "seeds",
                  round ->
                      Sample.of(
                          1, number -> check(threads, processors, (long) round * processors)));
    }
    double perMinute =
        new Median()
            .evaluate(
                samples.stream()
                    .mapToDouble(
                        sample -> sample.perSecond() * SEEDS * processors * SECONDS_PER_MINUTE)
                    .toArray());
    return Report.of(
        List.of(
            Figure.alone(
                "simulation, baskets, on " + processors + " processors",
                perMinute,
                "seeds/min",
                GOAL)));
  }

  /** Each thread and each round has its own seeds. */
  private static void check(ExecutorService threads, int processors, long block)
      throws IOException {
    List<Future<?>> running = new ArrayList<>();
    for (int thread = 0; thread < processors; thread++) {
      long first = (block + thread) * SEEDS;
      running.add(threads.submit(() -> Simulation.of(new BasketSimulation()).check(first, SEEDS)));
    }
    for (Future<?> seeds : running) {
      try {
        seeds.get();
      } catch (ExecutionException e) {
        throw new IOException("A guarantee is broken", e.getCause());
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IOException("Interrupted", e);
      }
    }
  }
}
