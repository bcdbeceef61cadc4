package dev.headwater.benchmarks.write;

import dev.headwater.benchmarks.harness.Benchmark;
import dev.headwater.benchmarks.harness.CommandSide;
import dev.headwater.benchmarks.harness.DynamoDbLocalProcess;
import dev.headwater.benchmarks.harness.Report;
import dev.headwater.benchmarks.harness.SampleCommands;
import dev.headwater.benchmarks.harness.SampleCustomers;
import dev.headwater.benchmarks.harness.Settings;
import java.io.IOException;
import java.util.List;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** Measures what each kind of command costs on DynamoDB, for streams of several lengths. */
public final class CostCardBenchmark implements Benchmark {
  private static final List<Integer> LENGTHS = List.of(1, 100, 10_000, 100_000);

  @Override
  public String name() {
    return "cost-card";
  }

  @Override
  public String purpose() {
    return "requests, capacity units and dollars of each kind of command";
  }

  @Override
  public Report run(Settings settings) throws IOException {
    String table = CommandSide.table(settings.template());
    CostMeter meter = new CostMeter();
    CostCard card = new CostCard(Prices.load());
    try (DynamoDbLocalProcess server = DynamoDbLocalProcess.start(settings.templateFile());
        DynamoDbClient client = server.client();
        DynamoDbClient metered = server.client(meter)) {
      LongStreams streams = new LongStreams(client, table);
      CostTrials trials =
          new CostTrials(metered, table, CommandSide.claimsTable(settings.template()), meter, card);
      trials.register();
      for (int commits : LENGTHS) {
        SampleCommands customer = SampleCommands.to(SampleCustomers.id(commits));
        streams.fill(customer, commits);
        trials.run(customer, commits);
      }
    }
    return card.report();
  }
}
