package dev.headwater.customers;

import dev.headwater.local.tables.LocalDynamoDb;
import dev.headwater.service.functions.CommandFunction;
import dev.headwater.service.functions.OperationsFunction;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The tables of one stack, its operations function, and commands that fill them. */
final class OperatedTables implements AutoCloseable {
  private static final Duration TIMEOUT = Duration.ofMinutes(15);

  private final TemplateTables template = TemplateTables.read();
  private final LocalDynamoDb dynamoDb = LocalDynamoDb.start(null);
  private final OperationsFunction operations;

  OperatedTables() {
    dynamoDb.create(template.declared());
    operations = new OperationsFunction(environment());
  }

  private Map<String, String> environment() {
    Map<String, String> environment = FunctionCalls.environment(URI.create("http://127.0.0.1:1"));
    environment.remove("SEARCH_ENDPOINT");
    environment.put("AWS_ENDPOINT_URL_DYNAMODB", dynamoDb.endpoint().toString());
    environment.putAll(template.variables());
    return environment;
  }

  /** Each with two commits. */
  void registerAndSuspend(List<String> ids) throws IOException {
    try (var commands = new CommandFunction(environment())) {
      for (String id : ids) {
        FunctionCalls.command(
            commands,
            "RegisterCustomer",
            Map.of("customerId", id, "email", id + "@example.com", "name", "Ada"));
        FunctionCalls.command(
            commands, "SuspendCustomer", Map.of("customerId", id, "reason", "asked"));
      }
    }
  }

  JsonNode call(Map<String, ?> request) throws IOException {
    return JsonMapper.shared().readTree(FunctionCalls.call(operations, request, TIMEOUT));
  }

  static Map<String, Object> request(String operation, Map<String, ?> arguments) {
    return new HashMap<>(
        Map.of("operation", operation, "arguments", arguments, "run", "r", "seconds", 0));
  }

  List<Map<String, AttributeValue>> events() {
    return dynamoDb
        .client()
        .scanPaginator(scan -> scan.tableName(template.name("EventsTable")))
        .items()
        .stream()
        .toList();
  }

  void putEvent(Map<String, AttributeValue> item) {
    dynamoDb.client().putItem(put -> put.tableName(template.name("EventsTable")).item(item));
  }

  @Override
  public void close() {
    operations.close();
    dynamoDb.close();
  }
}
