package dev.headwater.benchmarks.restore;

import dev.headwater.service.functions.CheckFunction;
import dev.headwater.service.functions.CommandFunction;
import dev.headwater.service.functions.OperationsFunction;
import dev.headwater.service.functions.ProjectorFunction;
import dev.headwater.service.functions.QueryFunction;
import dev.headwater.service.functions.RelayFunction;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * A kind of request whose first after a restore is measured.
 *
 * @param function its logical id in the template
 * @param handler its class
 * @param isRegistered whether the request is about a customer who is registered
 * @param event about a customer
 * @param success what the answer contains
 */
record FirstRequest(
    String name,
    String function,
    Class<?> handler,
    boolean isRegistered,
    Function<String, String> event,
    String success) {
  private static final JsonMapper JSON = JsonMapper.shared();
  private static final String DONE = "{\"batchItemFailures\":[]}";

  static final List<FirstRequest> ALL =
      List.of(
          command("register", false, FirstRequest::registration),
          command("update e-mail", true, FirstRequest::update),
          query("look-up", id -> http("GET /customers/{id}", id, Map.of())),
          query("list", id -> http("GET /customers", "", Map.of("status", "ACTIVE"))),
          query("search", id -> http("GET /customers", "", Map.of("email", id + "*"))),
          query("history", id -> http("GET /customers/{id}/events", id, Map.of())),
          new FirstRequest(
              "relay", "RelayFunction", RelayFunction.class, false, FirstRequest::record, DONE),
          projector("projector, new view", "ViewProjectorFunction", false),
          projector("projector, existing view", "ViewProjectorFunction", true),
          projector("search projector, new document", "SearchProjectorFunction", false),
          projector("search projector, existing document", "SearchProjectorFunction", true),
          new FirstRequest(
              "operations, status",
              "OperationsFunction",
              OperationsFunction.class,
              false,
              id -> "{\"operation\": \"status\"}",
              "\"tables\""),
          new FirstRequest(
              "check, heartbeat",
              "CheckFunction",
              CheckFunction.class,
              false,
              id -> "{\"check\": \"heartbeat\"}",
              "\"beats\""));

  private static FirstRequest command(
      String name, boolean isRegistered, Function<String, String> event) {
    return new FirstRequest(
        name, "CommandFunction", CommandFunction.class, isRegistered, event, "\"statusCode\":20");
  }

  private static FirstRequest query(String name, Function<String, String> event) {
    return new FirstRequest(
        name, "QueryFunction", QueryFunction.class, true, event, "\"statusCode\":200");
  }

  private static FirstRequest projector(String name, String function, boolean isRegistered) {
    return new FirstRequest(
        name,
        function,
        ProjectorFunction.class,
        isRegistered,
        isRegistered ? FirstRequest::updateMessage : FirstRequest::registrationMessage,
        DONE);
  }

  private static String registration(String id) {
    return httpWithBody(
        "POST /customers", "", Map.of("customerId", id, "email", email(id), "name", "A"));
  }

  private static String update(String id) {
    return httpWithBody("PUT /customers/{id}/email", id, Map.of("newEmail", email("new-" + id)));
  }

  private static String email(String id) {
    return id + "@mail.example";
  }

  private static String http(String route, String id, Map<String, String> query) {
    return event(route, id, query).toString();
  }

  private static String httpWithBody(String route, String id, Map<String, String> body) {
    return event(route, id, Map.of()).put("body", JSON.writeValueAsString(body)).toString();
  }

  /** An event of an HTTP API. */
  private static ObjectNode event(String route, String id, Map<String, String> query) {
    ObjectNode event =
        JSON.createObjectNode()
            .put("version", "2.0")
            .put("routeKey", route)
            .put("isBase64Encoded", false);
    event.putObject("headers").put("content-type", "application/json");
    event.set("queryStringParameters", JSON.valueToTree(query));
    event.set("pathParameters", JSON.valueToTree(id.isEmpty() ? Map.of() : Map.of("id", id)));
    event
        .putObject("requestContext")
        .put("requestId", "JKJaXmPLvHcESHA=")
        .putObject("http")
        .put("method", route.substring(0, route.indexOf(' ')));
    return event;
  }

  /** A registration, as the events table's stream delivers it. */
  private static String record(String id) {
    return """
    {"Records": [{"eventID": "1", "eventName": "INSERT", "eventSource": "aws:dynamodb",
      "dynamodb": {"SequenceNumber": "1", "ApproximateCreationDateTime": 1767323045,
        "Keys": {"PK": {"S": "CUSTOMER#%1$s"}, "SK": {"S": "EVENT#0000000001"}},
        "NewImage": {"PK": {"S": "CUSTOMER#%1$s"}, "SK": {"S": "EVENT#0000000001"},
          "version": {"N": "1"}, "timestamp": {"N": "1767323045000"},
          "commandId": {"S": "command"}, "commandDigest": {"B": "AAAAAAAAAAE="},
          "metadata": {"M": {}},
          "events": {"L": [{"M": {"eventType": {"S": "CustomerRegistered"},
            "schemaVersion": {"N": "1"},
            "payload": {"M": {"email": {"S": "%1$s@mail.example"}, "name": {"S": "A"}}}}}]}
        }}}]}\
    """
        .formatted(id);
  }

  private static String registrationMessage(String id) {
    return message(id, 1, "CustomerRegistered", Map.of("email", email(id), "name", "A"));
  }

  private static String updateMessage(String id) {
    return message(
        id,
        2,
        "CustomerEmailUpdated",
        Map.of("oldEmail", email(id), "newEmail", email("new-" + id)));
  }

  /** An event, as a queue delivers it. */
  private static String message(
      String id, int version, String eventType, Map<String, String> payload) {
    ObjectNode detail =
        JSON.createObjectNode()
            .put("eventId", id + "@" + version)
            .put("category", "CUSTOMER")
            .put("aggregateId", id)
            .put("eventType", eventType)
            .put("schemaVersion", 1)
            .put("timestamp", 1_767_323_045_000L)
            .put("version", version)
            .put("commandId", "command");
    detail.set("payload", JSON.valueToTree(payload));
    detail.putObject("commit").put("first", version).put("count", 1);
    detail.putObject("metadata");
    ObjectNode message =
        JSON.createObjectNode()
            .put("messageId", id)
            .put("receiptHandle", "handle")
            .put("body", JSON.createObjectNode().set("detail", detail).toString());
    ObjectNode event = JSON.createObjectNode();
    event.putArray("Records").add(message);
    return event.toString();
  }
}
