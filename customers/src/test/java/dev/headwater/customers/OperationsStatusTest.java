package dev.headwater.customers;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headwater.local.functions.FunctionInvoker.Invocation.Answered;
import dev.headwater.local.functions.FunctionInvoker.Invocation.Failed;
import dev.headwater.local.queues.LocalSqs;
import dev.headwater.local.search.LocalOpenSearch;
import dev.headwater.local.tables.LocalDynamoDb;
import dev.headwater.service.functions.CommandFunction;
import dev.headwater.service.functions.OperationsFunction;
import dev.headwater.service.status.Part;
import dev.headwater.service.status.Part.State;
import dev.headwater.service.status.ServiceStatus;
import dev.headwater.service.status.ServiceStatus.Attention;
import dev.headwater.service.status.ServiceStatus.Queue;
import dev.headwater.service.status.ServiceStatus.Relay;
import dev.headwater.service.status.ServiceStatus.Table;
import dev.headwater.service.status.ServiceStatus.ViewSample;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What the operations function sees of a service, on real tables, queues and a search index. */
class OperationsStatusTest {
  private static final Duration TIMEOUT = Duration.ofMinutes(15);
  private static final int CUSTOMERS = 3;

  private final TemplateTables template = TemplateTables.read();
  private final LocalDynamoDb dynamoDb = LocalDynamoDb.start(null);
  private final LocalOpenSearch openSearch = LocalOpenSearch.start(null);
  private final LocalSqs sqs = LocalSqs.start();
  private final MetricsEndpoint metrics = MetricsEndpoint.start(sqs);
  private final Map<String, String> environment;

  OperationsStatusTest() {
    dynamoDb.create(template.declared());
    environment = FunctionCalls.environment(openSearch.endpoint());
    environment.putAll(OperationQueues.create(sqs));
    environment.put("AWS_ENDPOINT_URL_DYNAMODB", dynamoDb.endpoint().toString());
    environment.put("AWS_ENDPOINT_URL_SQS", sqs.endpoint().toString());
    environment.put("AWS_ENDPOINT_URL_CLOUDWATCH", metrics.uri().toString());
    environment.putAll(template.variables());
    environment.put("AWS_LAMBDA_FUNCTION_NAME", "shop-operations");
    environment.put("COMMAND_FUNCTION", "command");
    environment.put("RELAY_FUNCTION", "relay");
    environment.put("QUERY_FUNCTION", "query");
    environment.put("PROJECTOR_FUNCTION_CUSTOMER_VIEW", "view-projector");
    environment.put("PROJECTOR_FUNCTION_CUSTOMER_SEARCH", "search-projector");
  }

  @BeforeEach
  void register() throws IOException {
    for (int number = 0; number < CUSTOMERS; number++) {
      String id = "c" + number;
      command(
          "RegisterCustomer",
          Map.of("customerId", id, "email", id + "@example.com", "name", "Ada"));
    }
  }

  private void command(String type, Map<String, String> payload) throws IOException {
    try (var commands = new CommandFunction(environment)) {
      assertThat(FunctionCalls.call(commands, Map.of("commandType", type, "payload", payload)))
          .contains("\"statusCode\":200");
    }
  }

  @AfterEach
  void stop() {
    metrics.close();
    sqs.close();
    openSearch.close();
    dynamoDb.close();
  }

  @Test
  void sees_a_healthy_service() throws IOException {
    fold();
    metrics.called("relay", new Answered("{}"));
    metrics.relayed("relay", CUSTOMERS);
    metrics.metrics().measureIteratorAge("relay", Duration.ofMillis(700));
    send("QUEUE_URL_CUSTOMER_VIEW");

    ServiceStatus status = look();

    assertThat(status.attention()).isEmpty();
    assertThat(status.tables())
        .extracting(Part::name)
        .containsExactly("events", "claims", "customer-view", "operations");
    Table events = found(status.tables(), "events");
    assertThat(events.stream()).isTrue();
    assertThat(events.status()).isEqualTo("ACTIVE");
    assertThat(events.items()).isEqualTo(CUSTOMERS);
    assertThat(found(status.queues(), "customer-view")).isEqualTo(new Queue(1, 0, 0));
    for (String store : List.of("customer-view", "customer-search")) {
      ViewSample sample = found(status.views(), store);
      assertThat(sample.sampled()).as(store).isEqualTo(CUSTOMERS);
      assertThat(sample.compared()).as(store).isEqualTo(CUSTOMERS);
      assertThat(sample.foreign() + sample.behind() + sample.stale()).as(store).isZero();
    }
    assertThat(Objects.requireNonNull(status.search().found()).documents()).isEqualTo(CUSTOMERS);
    Relay relay = Objects.requireNonNull(status.relay().found());
    assertThat(relay.lagMillis()).isEqualTo(700);
    assertThat(relay.calls()).isEqualTo(1);
    assertThat(relay.lastPublished()).isAfter(Instant.now().minus(Duration.ofMinutes(3)));
    assertThat(Objects.requireNonNull(status.functions().found())).hasSize(6);
    assertThat(Objects.requireNonNull(status.claims().found()).filled()).isTrue();
  }

  @Test
  void sees_what_needs_an_operator() throws IOException {
    fold();
    send("DEAD_LETTER_QUEUE_URL_CUSTOMER_VIEW");
    send("RELAY_FAILURES_QUEUE_URL");
    makeForeign("c1");
    command("SuspendCustomer", Map.of("customerId", "c2", "reason", "asked"));
    metrics.called("command", new Failed("java.lang.Error", "ada@example.com"));
    metrics.called("query", new Failed(Failed.THROTTLED, "Rate Exceeded."));
    metrics.metrics().measureIteratorAge("relay", Duration.ofMinutes(2));
    interrupt();
    unmarkClaims();

    ServiceStatus status = look();

    assertThat(status.attention())
        .extracting(Attention::command)
        .containsExactly(
            null,
            "headwater dead-letters list --queue customer-view",
            "headwater dead-letters list --queue relay-failures",
            "headwater rebuild customer-view",
            "headwater claims repair",
            null,
            null,
            "headwater verify --resume");
    assertThat(status.attention().getFirst().problem()).startsWith("The relay lags by 120 s");
    ViewSample sample = found(status.views(), "customer-view");
    assertThat(sample.foreign()).isEqualTo(1);
    assertThat(sample.compared()).isEqualTo(CUSTOMERS - 1);
    assertThat(sample.behind()).isEqualTo(1);
    assertThat(sample.stale()).as("too young").isZero();
    assertThat(status.json().toString()).doesNotContain("example.com");
  }

  @Test
  void a_store_that_does_not_answer_hides_no_other() throws IOException {
    fold();
    try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
      String nowhere = "http://127.0.0.1:" + silent.getLocalPort();
      environment.put("AWS_ENDPOINT_URL_SQS", nowhere);
      environment.put("AWS_ENDPOINT_URL_OPENSEARCH", nowhere);
      Instant begun = Instant.now();
      ServiceStatus status = look();

      assertThat(Duration.between(begun, Instant.now())).isLessThan(Duration.ofSeconds(20));
      assertThat(status.queues())
          .hasSize(4)
          .allSatisfy(
              queue -> {
                assertThat(queue.state()).isEqualTo(State.UNKNOWN);
                assertThat(queue.reason()).startsWith("SQS did not describe a queue of");
              });
      assertThat(status.search().state()).isEqualTo(State.UNKNOWN);
      assertThat(status.tables()).extracting(Part::state).containsOnly(State.KNOWN);
      assertThat(found(status.views(), "customer-view").sampled()).isEqualTo(CUSTOMERS);
      assertThat(status.attention())
          .anyMatch(line -> line.problem().startsWith("Could not look at queue customer-view: SQS"))
          .anyMatch(line -> line.problem().startsWith("Could not look at search: OpenSearch"));
    }
  }

  @Test
  void parts_that_are_not_deployed_are_off() throws IOException {
    List.of(
            "SEARCH_ENDPOINT",
            "QUEUE_URL_CUSTOMER_SEARCH",
            "DEAD_LETTER_QUEUE_URL_CUSTOMER_SEARCH",
            "PROJECTOR_FUNCTION_CUSTOMER_SEARCH")
        .forEach(environment::remove);

    ServiceStatus status = look();

    assertThat(status.search().state()).isEqualTo(State.OFF);
    assertThat(status.queues().get(1)).isEqualTo(Part.off("customer-search"));
    assertThat(status.views().get(1)).isEqualTo(Part.off("customer-search"));
    assertThat(Objects.requireNonNull(status.functions().found())).hasSize(5);
    assertThat(status.attention()).isEmpty();
  }

  @Test
  void names_of_functions_that_are_not_told_are_asked_for() throws IOException {
    environment.remove("RELAY_FUNCTION");

    assertThat(look().relay().reason())
        .startsWith("The environment variable RELAY_FUNCTION is not set");
  }

  /** Brings all views forward. */
  private void fold() throws IOException {
    assertThat(operate("rebuild", Map.of("dryRun", false), Map.of()).path("done").asBoolean())
        .isTrue();
    operate("rebuild", Map.of(), Map.of("end", true));
  }

  private void interrupt() throws IOException {
    Map<String, ?> none = Map.of("repair", false);
    assertThat(operate("verify", none, Map.of("seconds", 0)).path("done").asBoolean()).isFalse();
    operate("verify", none, Map.of("stop", true));
  }

  private void unmarkClaims() {
    String claims = template.name("ClaimsTable");
    dynamoDb
        .client()
        .deleteItem(
            delete -> delete.tableName(claims).key(Map.of("PK", AttributeValue.fromS("FILLED"))));
  }

  private void makeForeign(String id) {
    dynamoDb
        .client()
        .updateItem(
            update ->
                update
                    .tableName(template.name("CustomersTable"))
                    .key(Map.of("customerId", AttributeValue.fromS(id)))
                    .updateExpression("SET fingerprint = :other")
                    .expressionAttributeValues(Map.of(":other", AttributeValue.fromS("another"))));
  }

  private void send(String variable) {
    String url = Objects.requireNonNull(environment.get(variable));
    sqs.client().sendMessage(send -> send.queueUrl(url).messageBody("{}"));
  }

  private ServiceStatus look() throws IOException {
    JsonNode answer = operate("status", Map.of(), Map.of());
    assertThat(answer.has("error")).as(answer.toString()).isFalse();
    return ServiceStatus.read(answer.path("result"));
  }

  private JsonNode operate(String operation, Map<String, ?> arguments, Map<String, ?> more)
      throws IOException {
    Map<String, Object> request =
        new HashMap<>(
            Map.of("operation", operation, "run", operation, "by", "tests", "seconds", 60));
    request.put("arguments", arguments);
    request.putAll(more);
    try (var operations = new OperationsFunction(environment)) {
      return JsonMapper.shared().readTree(FunctionCalls.call(operations, request, TIMEOUT));
    }
  }

  private static <T> T found(List<Part<T>> parts, String name) {
    return parts.stream()
        .filter(part -> part.name().equals(name))
        .map(Part::found)
        .filter(Objects::nonNull)
        .findFirst()
        .orElseThrow();
  }
}
