package dev.headwater.benchmarks.read;

import dev.headwater.benchmarks.harness.Benchmark;
import dev.headwater.benchmarks.harness.ChildJvm;
import dev.headwater.benchmarks.harness.Figure;
import dev.headwater.benchmarks.harness.Goal;
import dev.headwater.benchmarks.harness.QuietLog;
import dev.headwater.benchmarks.harness.Report;
import dev.headwater.benchmarks.harness.Sample;
import dev.headwater.benchmarks.harness.Settings;
import dev.headwater.benchmarks.harness.TemporaryFolder;
import dev.headwater.local.search.LocalOpenSearch;
import dev.headwater.testsupport.ServerProcess;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.commons.math3.stat.descriptive.rank.Median;

/** Measures searches on the local cloud's own endpoint, over HTTP, with the index on disk. */
public final class LocalSearchBenchmark implements Benchmark {
  private static final Goal GOAL = new Goal.AtMost(50);

  /** The options with which the launcher starts the local cloud. */
  private static final List<String> AS_LAUNCHED = List.of("-XX:TieredStopAtLevel=1");

  /** Runs in the process that is measured. */
  public static void main(String[] arguments) throws IOException {
    QuietLog.configure();
    try (LocalOpenSearch server = LocalOpenSearch.start(Path.of(arguments[0]))) {
      ChildJvm.report(server.endpoint());
    }
  }

  @Override
  public String name() {
    return "local-search";
  }

  @Override
  public String purpose() {
    return "searches of the local cloud's own search endpoint, p99 in milliseconds";
  }

  @Override
  public Report run(Settings settings) throws IOException {
    try (TemporaryFolder folder = TemporaryFolder.create("local-search");
        ServerProcess server =
            ChildJvm.start(LocalSearchBenchmark.class, AS_LAUNCHED, folder.path().toString())) {
      URI endpoint = URI.create(server.address());
      SearchIndex.create(endpoint, SearchIndex.ALIAS).fill(settings.customers());
      List<Figure> figures = new ArrayList<>();
      for (PatternKind kind : PatternKind.values()) {
        var requests = SearchRequests.of(kind, settings.template(), settings.customers());
        figures.add(
            figure(
                kind,
                settings
                    .rounds()
                    .measure(
                        "local search " + kind,
                        _ ->
                            Sample.of(
                                requests.size(),
                                number -> requests.posts().get(number).send(endpoint)))));
      }
      return Report.of(figures);
    }
  }

  private static Figure figure(PatternKind kind, List<Sample> rounds) {
    double p50 = new Median().evaluate(rounds.stream().mapToDouble(Sample::p50).toArray());
    double p99 = new Median().evaluate(rounds.stream().mapToDouble(Sample::p99).toArray());
    return new Figure(
        "local search, " + kind + ", p99",
        Figure.number(p99) + " ms (p50 " + Figure.number(p50) + " ms)",
        "",
        p99,
        GOAL);
  }
}
