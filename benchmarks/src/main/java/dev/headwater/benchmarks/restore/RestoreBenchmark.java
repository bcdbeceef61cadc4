package dev.headwater.benchmarks.restore;

import dev.headwater.benchmarks.harness.Benchmark;
import dev.headwater.benchmarks.harness.Comparison;
import dev.headwater.benchmarks.harness.Figure;
import dev.headwater.benchmarks.harness.Goal;
import dev.headwater.benchmarks.harness.Report;
import dev.headwater.benchmarks.harness.Sample;
import dev.headwater.benchmarks.harness.Settings;
import dev.headwater.benchmarks.harness.TemporaryFolder;
import dev.headwater.benchmarks.harness.TlsKey;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Compares a function's first request after a restore with its second. */
public final class RestoreBenchmark implements Benchmark {
  /** What Lambda gives a function with 1,024 MB of memory. */
  private static final double PROCESSORS = 0.58;

  @Override
  public String name() {
    return "restore";
  }

  @Override
  public String purpose() {
    return "a function's first request after a restore ÷ its second";
  }

  @Override
  public Report run(Settings settings) throws IOException {
    List<String> functions = FirstRequest.ALL.stream().map(FirstRequest::function).toList();
    List<Figure> figures = new ArrayList<>();
    try (TemporaryFolder folder = TemporaryFolder.create("restore");
        CpuQuota quota = CpuQuota.of(PROCESSORS);
        ServedCustomers served = ServedCustomers.start(settings.templateFile(), functions);
        RestoredFunctions restored =
            RestoredFunctions.of(served.stack(), TlsKey.make(folder.path()), quota)) {
      for (FirstRequest request : FirstRequest.ALL) {
        figures.add(
            measure(request, new FirstAndSecondRequest(request, served, restored), settings));
      }
    }
    return Report.of(
        figures,
        "Ours is the first request after the restore hook, the reference the second one of the same"
            + " process, with "
            + PROCESSORS
            + " of a processor and TLS.");
  }

  private static Figure measure(
      FirstRequest request, FirstAndSecondRequest requests, Settings settings) throws IOException {
    try (requests) {
      Comparison compared =
          settings.rounds().warm().compare(request.name(), requests::first, requests::second);
      return Figure.ratio(request.name(), compared, Sample::p50, "ms", new Goal.AtMost(1.5));
    }
  }
}
