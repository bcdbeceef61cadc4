package dev.headwater.benchmarks.read;

import dev.headwater.benchmarks.harness.Benchmark;
import dev.headwater.benchmarks.harness.Comparison;
import dev.headwater.benchmarks.harness.DescribedCustomers;
import dev.headwater.benchmarks.harness.DynamoDbLocalProcess;
import dev.headwater.benchmarks.harness.Figure;
import dev.headwater.benchmarks.harness.Goal;
import dev.headwater.benchmarks.harness.Report;
import dev.headwater.benchmarks.harness.Sample;
import dev.headwater.benchmarks.harness.SampleCustomers;
import dev.headwater.benchmarks.harness.ServiceTemplate;
import dev.headwater.benchmarks.harness.Settings;
import dev.headwater.dynamodb.views.DynamoDbViewStore;
import dev.headwater.dynamodb.views.ViewTable;
import dev.headwater.host.Host;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Compares look-ups through the query function with the same items read by the SDK alone. */
public final class LookUpBenchmark implements Benchmark {
  private static final Goal GOAL = new Goal.AtMost(1.1);

  /** Milliseconds. */
  private static final Goal MORE = new Goal.AtMost(0.06);

  private static final int CUSTOMERS = 10_000;
  private static final int LOOK_UPS = 500;
  private static final int SAVED_AT_ONCE = 100;

  @Override
  public String name() {
    return "look-up";
  }

  @Override
  public String purpose() {
    return "look-ups through the query function ÷ raw GetItem of the same views";
  }

  @Override
  public Report run(Settings settings) throws IOException {
    ServiceTemplate template = settings.template();
    String table =
        template
            .environment("QueryFunction", Map.of())
            .getOrDefault("READ_MODEL_TABLE_CUSTOMER_VIEW", "");
    try (DynamoDbLocalProcess server = DynamoDbLocalProcess.start(settings.templateFile());
        DynamoDbClient client = server.client()) {
      SearchIndex.fill(
          "store " + CUSTOMERS + " customers",
          new DynamoDbViewStore<>(
              client, new ViewTable(table, 1), DescribedCustomers.VIEW.viewFormat(), Host.system()),
          CUSTOMERS,
          SAVED_AT_ONCE);
      QueryCalls calls = new QueryCalls(template, Map.of("DYNAMODB", server.endpoint()));
      Comparison compared =
          settings
              .rounds()
              .compare(
                  "look-ups",
                  round -> {
                    List<byte[]> events = ids(round).map(QueryCalls::getCustomer).toList();
                    return Sample.of(LOOK_UPS, number -> calls.call(events.get(number)));
                  },
                  round -> {
                    List<String> ids = ids(round).toList();
                    return Sample.of(LOOK_UPS, number -> get(client, table, ids.get(number)));
                  });
      return Report.of(
          List.of(
              Figure.ratio("look-up, p50", compared, Sample::p50, "ms", GOAL),
              Figure.difference("look-up, p50, ms more", compared, Sample::p50, "ms", MORE),
              Figure.ratio("look-up, p99", compared, Sample::p99, "ms", GOAL)));
    }
  }

  /** Both sides of a round look up the same customers. */
  private static Stream<String> ids(int round) {
    return new Random(round).ints(LOOK_UPS, 0, CUSTOMERS).mapToObj(SampleCustomers::id);
  }

  private static void get(DynamoDbClient client, String table, String id) throws IOException {
    if (!client
        .getItem(get -> get.tableName(table).key(Map.of("customerId", AttributeValue.fromS(id))))
        .hasItem()) {
      throw new IOException("There is no " + id);
    }
  }
}
