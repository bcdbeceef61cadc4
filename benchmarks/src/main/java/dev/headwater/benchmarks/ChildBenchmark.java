package dev.headwater.benchmarks;

import dev.headwater.benchmarks.harness.Benchmark;
import dev.headwater.benchmarks.harness.Comparison;
import dev.headwater.benchmarks.harness.Figure;
import dev.headwater.benchmarks.harness.Goal;
import dev.headwater.benchmarks.harness.Report;
import dev.headwater.benchmarks.harness.Sample;
import dev.headwater.benchmarks.harness.Settings;
import dev.headwater.local.chaos.Chaos;
import dev.headwater.local.code.CodeSource;
import dev.headwater.local.functions.FunctionEnvironment;
import dev.headwater.local.functions.FunctionInvoker.Invocation.Answered;
import dev.headwater.local.functions.FunctionRuntime;
import dev.headwater.local.template.EventInvokeConfig;
import dev.headwater.local.template.FunctionDeclaration;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.commons.math3.stat.descriptive.rank.Median;

/** Measures functions of the local cloud in JVMs of their own, and the same in its own JVM. */
final class ChildBenchmark implements Benchmark {
  private static final String CHILD = "child";
  private static final String HERE = "here";
  private static final int CALLS = 1_000;
  private static final int JAVA_VERSION = 25;
  private static final double KILOBYTES = 1024;

  @Override
  public String name() {
    return CHILD;
  }

  @Override
  public String purpose() {
    return "functions of the local cloud in JVMs of their own: start, memory, calls";
  }

  @Override
  public Report run(Settings settings) throws IOException {
    List<Double> firstAnswers = new ArrayList<>();
    List<Double> memory = new ArrayList<>();
    settings.rounds().warm().measure("first answers", _ -> firstAnswer(firstAnswers, memory));
    try (FunctionRuntime runtime = start()) {
      Comparison calls =
          settings
              .rounds()
              .compare(
                  "calls",
                  _ -> Sample.of(CALLS, _ -> invoke(runtime, CHILD)),
                  _ -> Sample.of(CALLS, _ -> invoke(runtime, HERE)));
      return Report.of(
          List.of(
              Figure.alone(
                  "from the first call to its answer, p50",
                  median(firstAnswers),
                  "s",
                  new Goal.AtMost(1.5)),
              Figure.alone("resident memory after it", median(memory), "MB", new Goal.None()),
              Figure.difference("later calls, p50", calls, Sample::p50, "ms", new Goal.None())),
          "The reference is the same handler in the local cloud's JVM.");
    }
  }

  /** In a new runtime and a new child. */
  private static Sample firstAnswer(List<Double> answers, List<Double> memory) throws IOException {
    try (FunctionRuntime runtime = start()) {
      Sample first = Sample.of(1, _ -> invoke(runtime, CHILD));
      answers.add(first.seconds());
      memory.add(residentMegabytes(invoke(runtime, CHILD)));
      return first;
    }
  }

  private static FunctionRuntime start() {
    return new FunctionRuntime(
        List.of(function(CHILD, PidHandler.class), function(HERE, PidHandler.InProcess.class)),
        new FunctionEnvironment(Map.of(), CodeSource.onClassPath(), _ -> true),
        Chaos.NONE);
  }

  private static FunctionDeclaration function(String name, Class<?> handler) {
    return new FunctionDeclaration(
        name,
        name,
        handler.getName(),
        null,
        JAVA_VERSION,
        Duration.ofSeconds(10),
        512,
        1,
        Map.of(),
        List.of(),
        List.of(),
        EventInvokeConfig.DEFAULTS);
  }

  /** Returns the id of the process that answered. */
  private static String invoke(FunctionRuntime runtime, String name) throws IOException {
    if (runtime.invoke(name, "{}") instanceof Answered(String pid)) {
      return pid;
    }
    throw new IOException("The function failed");
  }

  /** As Linux reports it. */
  private static double residentMegabytes(String pid) throws IOException {
    try (Stream<String> lines = Files.lines(Path.of("/proc", pid, "status"))) {
      return lines
          .filter(line -> line.startsWith("VmRSS:"))
          .mapToDouble(line -> Double.parseDouble(line.replaceAll("\\D", "")) / KILOBYTES)
          .sum();
    }
  }

  private static double median(List<Double> values) {
    return new Median().evaluate(values.stream().mapToDouble(Double::doubleValue).toArray());
  }
}
