package dev.headwater.benchmarks.rebuild;

import dev.headwater.benchmarks.harness.Benchmark;
import dev.headwater.benchmarks.harness.CommandSide;
import dev.headwater.benchmarks.harness.Comparison;
import dev.headwater.benchmarks.harness.DynamoDbLocalProcess;
import dev.headwater.benchmarks.harness.Figure;
import dev.headwater.benchmarks.harness.Goal;
import dev.headwater.benchmarks.harness.Report;
import dev.headwater.benchmarks.harness.Rounds;
import dev.headwater.benchmarks.harness.Settings;
import java.io.IOException;
import java.util.List;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** Compares a rebuild of all views with the bare requests that it takes. */
public final class RebuildBenchmark implements Benchmark {
  private static final int MAX_ROUNDS = 3;

  @Override
  public String name() {
    return "rebuild";
  }

  @Override
  public String purpose() {
    return "a rebuild of all views ÷ the bare scan, look-ups and conditional PutItems";
  }

  @Override
  public Report run(Settings settings) throws IOException {
    LongHistories histories = new LongHistories(settings.customers());
    try (DynamoDbLocalProcess server = DynamoDbLocalProcess.start(settings.templateFile());
        DynamoDbClient client = server.client()) {
      histories.store(client, CommandSide.table(settings.template()));
      // The first run stores the views; the reference then gives them another fingerprint.
      Rebuilder.run(Rebuilder.Side.OURS, settings.templateFile(), server.endpoint());
      Rebuilder.run(Rebuilder.Side.RAW, settings.templateFile(), server.endpoint());
      Comparison compared =
          new Rounds(0, Math.min(MAX_ROUNDS, settings.rounds().measured()))
              .compare(
                  "rebuild",
                  _ ->
                      Rebuilder.run(
                          Rebuilder.Side.OURS, settings.templateFile(), server.endpoint()),
                  _ ->
                      Rebuilder.run(
                          Rebuilder.Side.RAW, settings.templateFile(), server.endpoint()));
      return Report.of(
          List.of(
              Figure.ratio(
                  "events",
                  compared,
                  sample -> histories.events() / sample.seconds(),
                  "events/s",
                  new Goal.AtLeast(0.8))),
          "Both sides run in a JVM with a heap of 256 MB, from its first request to its last.");
    }
  }
}
