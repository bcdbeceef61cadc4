package dev.headwater.customers;

import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import dev.headwater.local.functions.InvocationContext;
import dev.headwater.local.template.EventInvokeConfig;
import dev.headwater.local.template.FunctionDeclaration;
import dev.headwater.service.functions.CommandFunction;
import dev.headwater.service.functions.QueryFunction;
import dev.headwater.service.functions.RelayFunction;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/** Calls functions as Lambda does, with no other services than those that are named. */
final class FunctionCalls {
  /** What a function answers that leaves no message or record behind. */
  static final String DONE = "{\"batchItemFailures\":[]}";

  private static final JsonMapper JSON = JsonMapper.shared();

  private FunctionCalls() {}

  /** Of any function, in which no service is reached but OpenSearch. */
  static Map<String, String> environment(URI openSearch) {
    var environment =
        new HashMap<>(
            Map.of(
                "AWS_REGION",
                "us-east-1",
                "AWS_ACCESS_KEY_ID",
                "key",
                "AWS_SECRET_ACCESS_KEY",
                "secret",
                "AWS_ENDPOINT_URL",
                "http://127.0.0.1:1",
                "AWS_ENDPOINT_URL_OPENSEARCH",
                openSearch.toString(),
                "SEARCH_ENDPOINT",
                "search.invalid",
                "COMMAND_TABLE",
                "events",
                "READ_MODEL_TABLE_CUSTOMER_VIEW",
                "views"));
    environment.put("SERVICE_DEFINITION", Customers.class.getName());
    environment.put("PROJECTION", "customer-view");
    environment.putAll(
        Map.of(
            "LIST_SHARDS",
            "1",
            "UNIQUE_EMAIL",
            "true",
            "CLAIMS_TABLE",
            "claims",
            "QUEUE_URL",
            "http://127.0.0.1:1/queue",
            "DEAD_LETTER_QUEUE_URL",
            "http://127.0.0.1:1/dead-letters"));
    return environment;
  }

  /** Sends a customer's registration from the queue. */
  static String register(RequestStreamHandler projector, String id) throws IOException {
    return register(projector, List.of(id));
  }

  /** Sends what happened next to a registered customer. */
  static String suspend(RequestStreamHandler projector, String id) throws IOException {
    return send(projector, id, 2, "CustomerSuspended", Map.of("reason", "fraud"));
  }

  /** Sends the registrations of several customers in one batch. */
  static String register(RequestStreamHandler projector, List<String> ids) throws IOException {
    return call(projector, registrations(ids));
  }

  /** The registrations of customers, as a queue delivers them. */
  static Map<String, ?> registrations(List<String> ids) {
    return Map.of(
        "Records",
        ids.stream()
            .map(
                id ->
                    message(
                        id,
                        1,
                        "CustomerRegistered",
                        Map.of("email", id + "@example.com", "name", id)))
            .toList());
  }

  private static String send(
      RequestStreamHandler projector,
      String id,
      int version,
      String eventType,
      Map<String, String> payload)
      throws IOException {
    return call(projector, Map.of("Records", List.of(message(id, version, eventType, payload))));
  }

  private static Map<String, ?> message(
      String id, int version, String eventType, Map<String, String> payload) {
    return Map.of(
        "messageId",
        "message-of-" + id,
        "receiptHandle",
        "handle",
        "body",
        body(id, version, eventType, payload));
  }

  /** What a queue has of an event. */
  static String body(String id, int version, String eventType, Map<String, String> payload) {
    Map<String, Object> detail =
        new HashMap<>(
            Map.of(
                "eventId",
                id + "@" + version,
                "category",
                "CUSTOMER",
                "aggregateId",
                id,
                "eventType",
                eventType,
                "schemaVersion",
                1,
                "payload",
                payload,
                "timestamp",
                1_767_323_045_000L,
                "version",
                version,
                "commit",
                Map.of("first", version, "count", 1)));
    detail.put("commandId", "command");
    detail.put("metadata", Map.of());
    return JSON.writeValueAsString(Map.of("detail", detail));
  }

  /** Of a projector. */
  static Map<String, String> projecting(String projection, Map<String, String> environment) {
    environment.put("PROJECTION", projection);
    return environment;
  }

  /** Invokes a command, which must succeed. */
  static void command(CommandFunction function, String type, Map<String, String> payload)
      throws IOException {
    assertThat(call(function, Map.of("commandType", type, "payload", payload)))
        .contains("\"statusCode\":200");
  }

  /** Sends a customer's registration from the stream. */
  static String relay(RelayFunction function, String id) throws IOException {
    return send(
        function,
        """
        {"Records": [{"eventID": "1", "eventName": "INSERT", "eventSource": "aws:dynamodb",
          "dynamodb": {"SequenceNumber": "1", "ApproximateCreationDateTime": 1767323045,
            "Keys": {"PK": {"S": "CUSTOMER#%1$s"}, "SK": {"S": "EVENT#0000000001"}},
            "NewImage": {"PK": {"S": "CUSTOMER#%1$s"}, "SK": {"S": "EVENT#0000000001"},
              "version": {"N": "1"}, "timestamp": {"N": "1767323045000"},
              "commandId": {"S": "command"}, "commandDigest": {"B": "AAAAAAAAAAE="},
              "metadata": {"M": {}},
              "events": {"L": [{"M": {"eventType": {"S": "CustomerRegistered"},
                "schemaVersion": {"N": "1"},
                "payload": {"M": {"email": {"S": "%1$s@example.com"}, "name": {"S": "%1$s"}}}}}]}
            }}}]}\
        """
            .formatted(id),
        Duration.ofMinutes(1));
  }

  /** Sends a query from the HTTP API. */
  static String query(QueryFunction function, String route, Map<String, String> parameters)
      throws IOException {
    return call(
        function,
        Map.of(
            "routeKey",
            route,
            "queryStringParameters",
            parameters,
            "requestContext",
            Map.of("http", Map.of("method", "GET"))));
  }

  /** Asks for a customer's history over the HTTP API. */
  static String history(QueryFunction function, String id) throws IOException {
    return call(
        function,
        Map.of(
            "routeKey",
            "GET /customers/{id}/events",
            "pathParameters",
            Map.of("id", id),
            "requestContext",
            Map.of("http", Map.of("method", "GET"))));
  }

  /** Invokes a function directly. */
  static String call(RequestStreamHandler function, Map<String, ?> event) throws IOException {
    return call(function, event, Duration.ofMinutes(1));
  }

  /**
   * @param timeout of the function
   */
  static String call(RequestStreamHandler function, Map<String, ?> event, Duration timeout)
      throws IOException {
    return send(function, JSON.writeValueAsString(event), timeout);
  }

  /**
   * @param event which need not be JSON
   */
  static String send(RequestStreamHandler function, String event, Duration timeout)
      throws IOException {
    var context =
        InvocationContext.of(
            new FunctionDeclaration(
                "Function",
                "function",
                "Handler",
                null,
                25,
                timeout,
                512,
                1,
                Map.of(),
                List.of(),
                List.of(),
                EventInvokeConfig.DEFAULTS));
    var answer = new ByteArrayOutputStream();
    function.handleRequest(
        new ByteArrayInputStream(event.getBytes(StandardCharsets.UTF_8)), answer, context);
    return answer.toString(StandardCharsets.UTF_8);
  }
}
