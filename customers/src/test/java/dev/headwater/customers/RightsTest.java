package dev.headwater.customers;

import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import dev.headwater.local.queues.LocalSqs;
import dev.headwater.local.search.LocalOpenSearch;
import dev.headwater.local.tables.LocalDynamoDb;
import dev.headwater.local.template.TableDeclaration;
import dev.headwater.service.functions.CommandFunction;
import dev.headwater.service.functions.OperationsFunction;
import dev.headwater.service.functions.ProjectorFunction;
import dev.headwater.service.functions.QueryFunction;
import dev.headwater.template.check.yaml.Template;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.Shard;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * That the template gives the functions that use tables, search or queues the rights which they
 * use, and no others there. Nothing on a laptop looks at them.
 */
class RightsTest {
  private static final List<String> LETTER_QUEUES =
      List.of(
          "CustomerViewDeadLetters", "CustomerSearchDeadLetters", "ParkedCommits", "RelayFailures");
  private static final String DONE = "{\"batchItemFailures\":[]}";

  private final TemplateTables template = TemplateTables.read();
  private final LocalDynamoDb dynamoDb = LocalDynamoDb.start(null);
  private final LocalOpenSearch openSearch = LocalOpenSearch.start(null);
  private final RecordingProxy toDynamoDb = RecordingProxy.of(dynamoDb.endpoint());
  private final LocalSqs sqs = LocalSqs.start();
  private final RecordingProxy toSqs = RecordingProxy.of(sqs.endpoint());
  private final MetricsEndpoint metrics = MetricsEndpoint.start(sqs);
  private final RecordingProxy toMetrics = RecordingProxy.of(metrics.uri());

  /** Not used by a call that a test makes, such as what Lambda does in a function's name. */
  private final Set<Right> granted = new HashSet<>();

  private final RecordingProxy toSearch = RecordingProxy.of(openSearch.endpoint());

  @AfterEach
  void stop() {
    toDynamoDb.close();
    toSearch.close();
    toSqs.close();
    toMetrics.close();
    metrics.close();
    sqs.close();
    openSearch.close();
    dynamoDb.close();
  }

  @Test
  void of_commands() throws IOException {
    try (var function = new CommandFunction(environment())) {
      command(
          function,
          "RegisterCustomer",
          Map.of("customerId", "ada", "email", "ada@example.com", "name", "Ada"));
      command(
          function, "UpdateEmail", Map.of("customerId", "ada", "newEmail", "countess@example.com"));
    }
    try (var another = new CommandFunction(environment())) { // which has to load
      command(another, "SuspendCustomer", Map.of("customerId", "ada", "reason", "asked"));
    }

    assertRightsOf("CommandFunction");
  }

  @Test
  void of_the_view_projector() throws IOException {
    registerAndSuspend();
    try (var function = new ProjectorFunction(projecting("customer-view", environment()))) {
      assertThat(FunctionCalls.suspend(function, "ada")).isEqualTo(DONE);
    }
    try (var function =
        new ProjectorFunction(projecting("customer-view", withoutLog("CustomerView")))) {
      parkAndFail(function);
    }

    assertRightsOf("ViewProjectorRole");
  }

  @Test
  void of_the_search_projector() throws IOException {
    registerAndSuspend();
    for (String reason : List.of("creates the index", "finds it")) {
      try (var function = new ProjectorFunction(projecting("customer-search", environment()))) {
        assertThat(FunctionCalls.suspend(function, "ada")).as(reason).isEqualTo(DONE);
      }
    }
    try (var function =
        new ProjectorFunction(projecting("customer-search", withoutLog("CustomerSearch")))) {
      parkAndFail(function);
    }

    assertRightsOf("SearchProjectorRole");
  }

  @Test
  void of_queries() throws IOException {
    try (var projector =
        new ProjectorFunction(
            projecting(
                "customer-search", environment(dynamoDb.endpoint(), openSearch.endpoint())))) {
      assertThat(FunctionCalls.register(projector, "ada")).isEqualTo(DONE);
    }
    try (var function = new QueryFunction(environment())) {
      assertThat(FunctionCalls.history(function, "ada")).contains("unknown-customer");
      assertThat(FunctionCalls.query(function, "GET /health", Map.of())).contains("UP");
      assertThat(FunctionCalls.query(function, "GET /customers", Map.of())).contains("items");
      assertThat(FunctionCalls.query(function, "GET /customers", Map.of("email", "ada*")))
          .contains("ada@example.com");
      assertThat(FunctionCalls.query(function, "GET /customers/count", Map.of())).contains("1");
    }

    assertRightsOf("QueryFunction");
  }

  @Test
  void of_operations() throws IOException {
    registerAndSuspend();
    try (RecordedBus bus = RecordedBus.start();
        var function = new OperationsFunction(operating(environment(), bus))) {
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
      for (String projection : List.of("customer-view", "customer-search")) {
        operate(function, "republish", Map.of("view", projection));
      }
      assertThat(FunctionCalls.call(function, Map.of("operation", "status")))
          .doesNotContain("\"state\":\"unknown\"");
    }

    assertRightsOf("OperationsRole");
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

  /** With its queues, its bus, and what was measured of the functions. */
  private Map<String, String> operating(Map<String, String> environment, RecordedBus bus) {
    environment.putAll(OperationQueues.create(sqs));
    environment.put("AWS_ENDPOINT_URL_SQS", toSqs.uri().toString());
    environment.put("AWS_ENDPOINT_URL_DYNAMODB_STREAMS", toDynamoDb.uri().toString());
    environment.put("AWS_ENDPOINT_URL_EVENTBRIDGE", bus.uri().toString());
    environment.put("EVENT_BUS_NAME", "bus");
    environment.put("EVENT_SOURCE_NAME", "source");
    environment.put("AWS_ENDPOINT_URL_CLOUDWATCH", toMetrics.uri().toString());
    environment.put("AWS_LAMBDA_FUNCTION_NAME", "operations");
    environment.put("COMMAND_FUNCTION", "command");
    environment.put("RELAY_FUNCTION", "relay");
    return environment;
  }

  /**
   * Each queue has a letter that is looked at, is parked again, and goes to the archive and back.
   */
  private void redrive(OperationsFunction function) throws IOException {
    String failure = streamFailure();
    for (String queue : LETTER_QUEUES) {
      sqs.client().sendMessage(send -> send.queueUrl(sqs.url(queue)).messageBody(failure));
    }
    for (String action : List.of("LIST", "REDRIVE", "ARCHIVE", "UNARCHIVE")) {
      operate(function, "dead-letters", Map.of("action", action, "all", true));
    }
  }

  /** Of the records of the first shard, in the form in which Lambda gives up on them. */
  private String streamFailure() {
    String arn =
        dynamoDb
            .client()
            .describeTable(describe -> describe.tableName(template.name("EventsTable")))
            .table()
            .latestStreamArn();
    Shard shard =
        dynamoDb
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
        new ProjectorFunction(
            projecting(
                "customer-search", environment(dynamoDb.endpoint(), openSearch.endpoint())))) {
      assertThat(FunctionCalls.register(projector, "nobody")).isEqualTo(DONE);
    }
    var client = dynamoDb.client();
    String claims = template.name("ClaimsTable");
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
            put.tableName(template.name("CustomersTable"))
                .item(
                    Map.of(
                        "customerId",
                        AttributeValue.fromS("nobody"),
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

  /** One message goes to the dead-letter queue, and one has to come again. */
  private static void parkAndFail(RequestStreamHandler projector) throws IOException {
    assertThat(
            FunctionCalls.call(
                projector,
                Map.of(
                    "Records",
                    List.of(
                        Map.of("messageId", "m", "receiptHandle", "handle", "body", "no event")))))
        .isEqualTo(DONE);
    assertThat(FunctionCalls.suspend(projector, "bob")).contains("message-of-bob");
  }

  /** Of a projector whose use of queues is looked at, and of nothing else. */
  private Map<String, String> withoutLog(String projection) {
    String messages = projection + "Queue";
    String deadLetters = projection + "DeadLetters";
    OperationQueues.create(sqs);
    Map<String, String> environment = environment(dynamoDb.endpoint(), openSearch.endpoint());
    environment.put("COMMAND_TABLE", "no-such-table");
    environment.put("AWS_ENDPOINT_URL_SQS", toSqs.uri().toString());
    environment.put("QUEUE_URL", sqs.url(messages));
    environment.put("DEAD_LETTER_QUEUE_URL", sqs.url(deadLetters));
    List.of("ReceiveMessage", "DeleteMessage", "GetQueueAttributes")
        .forEach(action -> granted.add(new Right("sqs:" + action, "${" + messages + ".Arn}")));
    return environment;
  }

  private void registerAndSuspend() throws IOException {
    try (var function =
        new CommandFunction(environment(dynamoDb.endpoint(), openSearch.endpoint()))) {
      command(
          function,
          "RegisterCustomer",
          Map.of("customerId", "ada", "email", "ada@example.com", "name", "Ada"));
      command(function, "SuspendCustomer", Map.of("customerId", "ada", "reason", "asked"));
    }
  }

  private static void command(CommandFunction function, String type, Map<String, String> payload)
      throws IOException {
    assertThat(FunctionCalls.call(function, Map.of("commandType", type, "payload", payload)))
        .contains("\"statusCode\":200");
  }

  private static Map<String, String> projecting(
      String projection, Map<String, String> environment) {
    environment.put("PROJECTION", projection);
    return environment;
  }

  private Map<String, String> environment() {
    return environment(toDynamoDb.uri(), toSearch.uri());
  }

  private Map<String, String> environment(URI tables, URI search) {
    dynamoDb.create(template.declared());
    Map<String, String> environment = FunctionCalls.environment(search);
    environment.put("AWS_ENDPOINT_URL_DYNAMODB", tables.toString());
    environment.put("COMMAND_TABLE", template.name("EventsTable"));
    environment.put("READ_MODEL_TABLE_CUSTOMER_VIEW", template.name("CustomersTable"));
    environment.put("CLAIMS_TABLE", template.name("ClaimsTable"));
    environment.put("OPERATIONS_TABLE", template.name("OperationsTable"));
    return environment;
  }

  private void assertRightsOf(String resource) {
    Set<Right> needed = new HashSet<>();
    Map<String, String> tables =
        template.declared().stream()
            .collect(Collectors.toMap(TableDeclaration::tableName, TableDeclaration::logicalId));
    toDynamoDb
        .requests()
        .forEach(request -> Right.toDynamoDb(request, tables).forEach(needed::add));
    toSearch.requests().forEach(request -> Right.toSearch(request).forEach(needed::add));
    toSqs.requests().forEach(request -> needed.add(Right.toSqs(request)));
    toMetrics.requests().forEach(request -> needed.add(Right.toCloudWatch(request)));
    needed.addAll(granted);
    List<Right> allowed =
        Template.read(Path.of("template.yaml"))
            .root()
            .at("Resources", resource, "Properties", "Policies")
            .all()
            .flatMap(Right::allowedBy)
            .filter(right -> right.action().matches("(cloudwatch|dynamodb|es|sqs):.*"))
            .toList();

    assertThat(needed).isNotEmpty();
    assertThat(
            needed.stream().filter(right -> allowed.stream().noneMatch(some -> some.covers(right))))
        .as("missing")
        .isEmpty();
    assertThat(allowed.stream().filter(right -> needed.stream().noneMatch(right::covers)))
        .as("superfluous")
        .isEmpty();
  }
}
