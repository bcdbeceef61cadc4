package dev.headwater.customers;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headwater.service.functions.OperationsFunction;
import dev.headwater.service.functions.ProjectorFunction;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.Shard;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** That the operations function has the rights which it uses, and no others. */
class OperationsRightsTest {
  private static final List<String> LETTER_QUEUES =
      List.of(
          "CustomerViewDeadLetters", "CustomerSearchDeadLetters", "ParkedCommits", "RelayFailures");

  private final RecordedServices services = new RecordedServices();

  @AfterEach
  void stop() {
    services.close();
  }

  @Test
  void of_operations() throws IOException {
    services.registerAndSuspend();
    try (var function = new OperationsFunction(operating())) {
      assertThat(FunctionCalls.call(function, Map.of("operation", "status")))
          .doesNotContain("\"state\":\"unknown\"");
      operate(function, "verify", Map.of("repair", true, "lag", 0));
      damage();
      operate(function, "verify", Map.of("repair", true, "lag", 0));
      operate(function, "rebuild", Map.of("dryRun", false));
      operate(function, "claims", Map.of("repair", true));
      operate(function, "claims", Map.of("repair", false, "ifNeverFilled", true));
      FunctionCalls.call(function, Map.of("run", "r", "operation", "claims", "end", true));
      importAgain(function);
      redrive(function);
      operate(function, "republish", Map.of("all", true));
      for (String projection : List.of("customer-view", "customer-search")) {
        operate(function, "republish", Map.of("view", projection));
      }
      assertThat(FunctionCalls.call(function, Map.of("operation", "status")))
          .doesNotContain("\"state\":\"unknown\"");
    }

    FunctionRights.assertRights("OperationsFunction", services.used(), List.of());
  }

  /** Exports a stream, and imports its last commit. */
  private static void importAgain(OperationsFunction function) throws IOException {
    JsonNode exported =
        JsonMapper.shared()
            .readTree(
                FunctionCalls.call(
                    function,
                    Map.of(
                        "run",
                        "r",
                        "operation",
                        "export",
                        "arguments",
                        Map.of("streams", List.of("ada"))),
                    Duration.ofMinutes(15)));
    Map<String, Object> request = new HashMap<>();
    request.put("run", "r");
    request.put("operation", "import");
    request.put("arguments", Map.of("publish", false));
    request.put("commits", List.of(exported.path("commits").path(1)));
    request.put("last", true);
    assertThat(FunctionCalls.call(function, request, Duration.ofMinutes(15)))
        .contains("\"present\":1");
  }

  /**
   * Each queue has a letter that is looked at, is parked again, and goes to the archive and back.
   */
  private void redrive(OperationsFunction function) throws IOException {
    String failure = streamFailure();
    for (String queue : LETTER_QUEUES) {
      services
          .sqs()
          .client()
          .sendMessage(send -> send.queueUrl(services.sqs().url(queue)).messageBody(failure));
    }
    for (String action : List.of("LIST", "REDRIVE", "ARCHIVE", "UNARCHIVE")) {
      operate(function, "dead-letters", Map.of("action", action, "all", true));
    }
  }

  /** Of the records of the first shard, in the form in which Lambda gives up on them. */
  private String streamFailure() {
    String arn =
        services
            .dynamoDb()
            .client()
            .describeTable(describe -> describe.tableName(services.table("EventsTable")))
            .table()
            .latestStreamArn();
    Shard shard =
        services
            .dynamoDb()
            .streams()
            .describeStream(describe -> describe.streamArn(arn))
            .streamDescription()
            .shards()
            .getFirst();
    return """
    {"DDBStreamBatchInfo": {"streamArn": "%s", "shardId": "%s",
      "startSequenceNumber": "%s", "endSequenceNumber": "99999999999999999999999999",
      "approximateArrivalOfFirstRecord": "2026-01-01T00:00:00Z",
      "approximateArrivalOfLastRecord": "2026-01-01T00:00:00Z"}}\
    """
        .formatted(arn, shard.shardId(), shard.sequenceNumberRange().startingSequenceNumber());
  }

  /** Leaves a view, a document and a claim without a stream, and removes another claim. */
  private void damage() throws IOException {
    try (var projector =
        new ProjectorFunction(FunctionCalls.projecting("customer-search", services.unrecorded()))) {
      assertThat(FunctionCalls.register(projector, "orphan")).isEqualTo(FunctionCalls.DONE);
    }
    var client = services.dynamoDb().client();
    String claims = services.table("ClaimsTable");
    var claim =
        client.scan(scan -> scan.tableName(claims)).items().stream()
            .filter(item -> item.containsKey("owner"))
            .findFirst()
            .orElseThrow();
    client.deleteItem(delete -> delete.tableName(claims).key(Map.of("PK", claim.get("PK"))));
    client.putItem(
        put ->
            put.tableName(claims)
                .item(
                    Map.of(
                        "PK",
                        AttributeValue.fromS("email#" + "0".repeat(64)),
                        "owner",
                        AttributeValue.fromS("CUSTOMER#ada"))));
    client.putItem(
        put ->
            put.tableName(services.table("CustomersTable"))
                .item(
                    Map.of(
                        "customerId",
                        AttributeValue.fromS("orphan"),
                        "version",
                        AttributeValue.fromN("1"))));
  }

  private static void operate(
      OperationsFunction function, String operation, Map<String, ?> arguments) throws IOException {
    assertThat(
            FunctionCalls.call(
                function,
                Map.of("run", "r", "operation", operation, "arguments", arguments, "seconds", 60),
                Duration.ofMinutes(15)))
        .contains("\"done\":true");
  }

  /** With all queues, and what was measured of the functions. */
  private Map<String, String> operating() {
    Map<String, String> environment = services.recorded();
    environment.putAll(OperationQueues.urls(services.sqs()));
    environment.put("AWS_LAMBDA_FUNCTION_NAME", "operations");
    environment.put("COMMAND_FUNCTION", "command");
    environment.put("RELAY_FUNCTION", "relay");
    return environment;
  }
}
