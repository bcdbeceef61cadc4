package dev.headwater.orders;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headwater.local.tables.LocalDynamoDb;
import dev.headwater.local.template.StackReader;
import dev.headwater.local.template.TableDeclaration;
import dev.headwater.local.template.values.StackOptions;
import dev.headwater.service.functions.CommandFunction;
import dev.headwater.service.functions.ProjectorFunction;
import dev.headwater.service.functions.QueryFunction;
import dev.headwater.testsupport.RestoredFunction;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What functions do before their snapshot, with orders as samples. */
class PrimingTest {
  private final List<TableDeclaration> declared =
      StackReader.read(Path.of("template.yaml"), StackOptions.unstarted("test", Map.of())).tables();
  private final LocalDynamoDb dynamoDb = LocalDynamoDb.start(null);

  @AfterEach
  void stop() {
    dynamoDb.close();
  }

  @ParameterizedTest
  @ValueSource(classes = {CommandFunction.class, ProjectorFunction.class, QueryFunction.class})
  void all_is_rehearsed_and_nothing_stored(Class<?> handler) throws IOException {
    dynamoDb.create(declared);

    try (var function = RestoredFunction.start(handler.getName(), environment())) {
      assertThat(function.log())
          .anyMatch(line -> line.matches("INFO .*: Primed in .* writes answered here"))
          .noneMatch(line -> line.matches("(WARNING|SEVERE)\\b.*"));
      assertThat(declared)
          .allSatisfy(
              table ->
                  assertThat(
                          dynamoDb.client().scan(all -> all.tableName(table.tableName())).items())
                      .noneMatch(item -> item.toString().contains("headwater-priming")));
    }
  }

  private Map<String, String> environment() {
    Map<String, String> environment = new HashMap<>();
    environment.put("SERVICE_DEFINITION", Orders.class.getName());
    environment.put("AWS_REGION", "us-east-1");
    environment.put("AWS_ACCESS_KEY_ID", "key");
    environment.put("AWS_SECRET_ACCESS_KEY", "secret");
    environment.put("AWS_ENDPOINT_URL", dynamoDb.endpoint().toString());
    environment.put("COMMAND_TABLE", name("EventsTable"));
    environment.put("CLAIMS_TABLE", name("ClaimsTable"));
    environment.put("READ_MODEL_TABLE_ORDER_VIEW", name("OrdersTable"));
    environment.put("LIST_SHARDS", "2");
    environment.put("PROJECTION", "order-view");
    environment.put("QUEUE_URL", "http://127.0.0.1:1/queue");
    environment.put("DEAD_LETTER_QUEUE_URL", "http://127.0.0.1:1/parked");
    return environment;
  }

  private String name(String logicalId) {
    return declared.stream()
        .filter(table -> table.logicalId().equals(logicalId))
        .map(TableDeclaration::tableName)
        .findFirst()
        .orElseThrow();
  }
}
