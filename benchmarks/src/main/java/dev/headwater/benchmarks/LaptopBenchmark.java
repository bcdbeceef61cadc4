package dev.headwater.benchmarks;

import dev.headwater.benchmarks.harness.Benchmark;
import dev.headwater.benchmarks.harness.Callers;
import dev.headwater.benchmarks.harness.CommandSide;
import dev.headwater.benchmarks.harness.Comparison;
import dev.headwater.benchmarks.harness.DynamoDbLocalProcess;
import dev.headwater.benchmarks.harness.Figure;
import dev.headwater.benchmarks.harness.Goal;
import dev.headwater.benchmarks.harness.Report;
import dev.headwater.benchmarks.harness.Rounds;
import dev.headwater.benchmarks.harness.Sample;
import dev.headwater.benchmarks.harness.Settings;
import dev.headwater.benchmarks.harness.TemporaryFolder;
import dev.headwater.benchmarks.write.PairedCreations;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.commons.math3.stat.descriptive.rank.Median;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** Compares the whole service on one machine with the same transactions on the same tables. */
final class LaptopBenchmark implements Benchmark {
  private static final int REGISTRATIONS = 10_000;
  private static final Callers CLIENTS = new Callers(16);

  /** A round takes several minutes, and starts with a cold JVM. */
  private static final int MAX_ROUNDS = 3;

  @Override
  public String name() {
    return "laptop";
  }

  @Override
  public String purpose() {
    return "registrations over HTTP through serve ÷ the same transactions raw; after kill -9";
  }

  @Override
  public Report run(Settings settings) throws IOException {
    Rounds rounds = new Rounds(0, Math.min(MAX_ROUNDS, settings.rounds().measured()));
    List<Double> visible = new ArrayList<>();
    List<Double> resumed = new ArrayList<>();
    Comparison compared =
        rounds.compare(
            REGISTRATIONS + " registrations",
            _ -> ours(settings, visible, resumed),
            _ -> reference(settings));
    return Report.of(
        List.of(
            Figure.ratio(
                "registrations, clients: " + CLIENTS.count(),
                compared,
                Sample::perSecond,
                "/s",
                new Goal.AtLeast(0.4)),
            Figure.ratio("the same, p50", compared, Sample::p50, "ms", new Goal.None()),
            seconds("until all are visible", visible, 3),
            seconds("after kill -9 and a restart, until a new one is visible", resumed, 2)),
        "Each round begins with empty folders.");
  }

  private static Sample ours(Settings settings, List<Double> visible, List<Double> resumed)
      throws IOException {
    try (TemporaryFolder folder = TemporaryFolder.create("laptop")) {
      Path data = folder.path().resolve("data");
      Sample sample;
      try (LaptopService service = LaptopService.start(settings.home(), data)) {
        sample = CLIENTS.run(REGISTRATIONS, number -> service.register("a", number));
        visible.add(service.secondsUntilVisible(REGISTRATIONS));
        service.kill();
      }
      try (LaptopService service = LaptopService.start(settings.home(), data)) {
        resumed.add(service.secondsUntilLookedUp("b"));
      }
      return sample;
    }
  }

  private static Sample reference(Settings settings) throws IOException {
    try (TemporaryFolder folder = TemporaryFolder.create("laptop");
        DynamoDbLocalProcess server =
            DynamoDbLocalProcess.start(settings.templateFile(), folder.path());
        DynamoDbClient client = server.client()) {
      return PairedCreations.withClaims(
              client,
              CommandSide.table(settings.template()),
              CommandSide.claimsTable(settings.template()),
              "raw")
          .writes(CLIENTS, 0, REGISTRATIONS);
    }
  }

  private static Figure seconds(String name, List<Double> values, double bound) {
    return Figure.alone(
        name,
        new Median().evaluate(values.stream().mapToDouble(Double::doubleValue).toArray()),
        "s",
        new Goal.AtMost(bound));
  }
}
