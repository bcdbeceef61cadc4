package dev.headwater.customers;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headwater.local.queues.LocalSqs;
import dev.headwater.local.tables.LocalDynamoDb;
import dev.headwater.service.functions.CommandFunction;
import dev.headwater.service.functions.OperationsFunction;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.sqs.model.MessageAttributeValue;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Three suspended customers, whose events nothing has projected yet, on real tables and queues, and
 * the function for their operators. Search is switched off.
 */
final class OperatedCustomers implements AutoCloseable {
  static final List<String> IDS = List.of("ada", "bob", "eve");
  static final String VIEW_QUEUE = "CustomerViewQueue";
  static final String LETTERS = "CustomerViewDeadLetters";
  static final String PARKED_COMMITS = "ParkedCommits";

  private static final Duration TIMEOUT = Duration.ofMinutes(15);
  private static final int MOST_SLICES = 100;

  final TemplateTables template = TemplateTables.read();
  final LocalDynamoDb dynamoDb = LocalDynamoDb.start(null);
  final LocalSqs sqs = LocalSqs.start();
  final RecordedBus bus = RecordedBus.start();
  private final Map<String, String> queues;
  private final OperationsFunction operations;

  OperatedCustomers() throws IOException {
    dynamoDb.create(template.declared());
    queues = OperationQueues.create(sqs);
    operations = new OperationsFunction(environment());
    register();
  }

  Map<String, String> environment() {
    Map<String, String> environment = FunctionCalls.environment(URI.create("http://127.0.0.1:1"));
    environment.remove("SEARCH_ENDPOINT");
    environment.put("AWS_ENDPOINT_URL_DYNAMODB", dynamoDb.endpoint().toString());
    environment.put("AWS_ENDPOINT_URL_SQS", sqs.endpoint().toString());
    environment.put("AWS_ENDPOINT_URL_EVENTBRIDGE", bus.uri().toString());
    environment.putAll(template.variables());
    environment.put("EVENT_BUS_NAME", "customers-bus");
    environment.put("EVENT_SOURCE_NAME", "headwater.customers");
    environment.putAll(queues);
    environment.keySet().removeIf(variable -> variable.endsWith("_CUSTOMER_SEARCH"));
    return environment;
  }

  private void register() throws IOException {
    try (var commands = new CommandFunction(environment())) {
      for (String id : IDS) {
        FunctionCalls.command(
            commands,
            "RegisterCustomer",
            Map.of("customerId", id, "email", id + "@example.com", "name", "Name of " + id));
        FunctionCalls.command(
            commands, "SuspendCustomer", Map.of("customerId", id, "reason", "asked"));
      }
    }
  }

  /** The answers of a run, from the first slice to the last. */
  record Run(List<JsonNode> answers) {
    JsonNode last() {
      return answers.getLast();
    }

    long total(String name) {
      return last().path("totals").path(name).asLong(0);
    }

    List<JsonNode> findings() {
      List<JsonNode> all = new ArrayList<>();
      answers.forEach(answer -> answer.path("findings").forEach(all::add));
      return all;
    }
  }

  /** Runs an operation to its end. */
  Run run(String operation, Map<String, ?> arguments, int seconds) throws IOException {
    Map<String, Object> request = request(operation, arguments, seconds);
    List<JsonNode> answers = new ArrayList<>();
    while (true) {
      JsonNode answer = call(request);
      assertThat(answer.has("error")).as(answer.toString()).isFalse();
      answers.add(answer);
      if (answer.path("done").asBoolean()) {
        return new Run(answers);
      }
      assertThat(answers).as("bounded").hasSizeLessThan(MOST_SLICES);
      request.put("from", answer.path("from"));
    }
  }

  /** A run of its own each time. */
  static Map<String, Object> request(String operation, Map<String, ?> arguments, int seconds) {
    return new HashMap<>(
        Map.of(
            "operation",
            operation,
            "arguments",
            arguments,
            "run",
            operation + ' ' + System.nanoTime(),
            "by",
            "tests",
            "seconds",
            seconds));
  }

  JsonNode call(Map<String, ?> request) throws IOException {
    return call(operations, request);
  }

  static JsonNode call(OperationsFunction function, Map<String, ?> request) throws IOException {
    return JsonMapper.shared().readTree(FunctionCalls.call(function, request, TIMEOUT));
  }

  void verify(boolean repair) throws IOException {
    Run verify = run("verify", Map.of("repair", repair, "lag", 0), 60);
    assertThat(verify.total("different")).isEqualTo(verify.total("repaired"));
  }

  void send(String queue, String body, Map<String, String> attributes) {
    Map<String, MessageAttributeValue> values = new HashMap<>();
    attributes.forEach(
        (name, value) ->
            values.put(
                name,
                MessageAttributeValue.builder().dataType("String").stringValue(value).build()));
    sqs.client()
        .sendMessage(
            send -> send.queueUrl(sqs.url(queue)).messageBody(body).messageAttributes(values));
  }

  /** How many messages a queue has, hidden ones included. */
  int depth(String queue) {
    return sqs
        .client()
        .getQueueAttributes(
            get ->
                get.queueUrl(sqs.url(queue))
                    .attributeNames(
                        QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES,
                        QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES_NOT_VISIBLE))
        .attributes()
        .values()
        .stream()
        .mapToInt(Integer::parseInt)
        .sum();
  }

  /** Receives messages as another reader would, and keeps them. */
  void hideAll(String queue) {
    sqs.client()
        .receiveMessage(
            receive ->
                receive.queueUrl(sqs.url(queue)).maxNumberOfMessages(10).visibilityTimeout(600));
  }

  @Override
  public void close() {
    operations.close();
    bus.close();
    sqs.close();
    dynamoDb.close();
  }
}
