package dev.headwater.customers.differential;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Events as the two functions get them: right ones and wrong ones of every kind, about a few
 * customers, so that they meet every state. Cursors and versions come from earlier answers.
 */
final class RandomRequests {
  private static final JsonMapper JSON = new JsonMapper();
  private static final List<String> IDS = List.of("ada", "bob", "eve", "Ada", "x_1", "y-2", "zoe");
  private static final List<String> WRONG_IDS =
      List.of("", "count", "a b", "ä", "a#b", "#a", "a/b");
  private static final List<String> EMAILS =
      List.of("ada@example.com", "Ada@Example.COM", "bob@example.com", "müller@exämple.de", "a@b");
  private static final List<String> WRONG_EMAILS =
      List.of("", "ada", "a da@example.com", "@b", "a@", "a@b..c", "x".repeat(300) + "@b.c");
  private static final List<String> TEXTS = List.of("Ada", "  Bob ", "unpaid", "Ünï 😀", "a\"b\\c");
  private static final List<String> WRONG_TEXTS =
      List.of("", " ", "x".repeat(201), "a\nb", "\uffff", "\u200b", "\ud800");
  private static final List<String> PATTERNS =
      List.of("*", "ada*", "A?a@*", "*@exämple.de", "\\*", "a\\", "", "a b*", "*".repeat(9) + "a");

  private final Random random;
  private final List<String> cursors = new ArrayList<>();

  RandomRequests(long seed) {
    random = new Random(seed);
  }

  /** Remembers what later requests may send back. */
  void saw(byte[] answer) {
    JsonNode body = JSON.readTree(JSON.readTree(answer).path("body").asString("{}"));
    if (body.path("nextCursor").isString()) {
      cursors.add(body.path("nextCursor").asString());
    }
  }

  byte[] command() {
    return bytes(random.nextInt(4) == 0 ? commandInvoke() : commandRequest());
  }

  byte[] query() {
    return bytes(random.nextInt(4) == 0 ? queryInvoke() : queryRequest());
  }

  private byte[] bytes(JsonNode event) {
    byte[] text = JSON.writeValueAsBytes(event);
    if (rarely()) {
      text[random.nextInt(text.length)] = (byte) random.nextInt(256);
    }
    return text;
  }

  private ObjectNode commandRequest() {
    String route =
        pick(
            "POST /customers",
            "PUT /customers/{id}/email",
            "POST /customers/{id}/suspend",
            "POST /customers/{id}/reactivate",
            rarely() ? "POST /nowhere" : "POST /customers");
    ObjectNode event = http(route);
    ObjectNode headers = event.putObject("headers");
    headers.put(rarely() ? "Content-Type" : "content-type", contentType());
    maybe(headers, "if-match", () -> pick("\"1\"", "\"2\"", "\"0\"", "*", "W/\"1\"", "1"));
    maybe(
        headers,
        "idempotency-key",
        () -> rarely() ? pick("", "a b", "ä", "k".repeat(300)) : "k" + random.nextInt(40));
    maybe(headers, "traceparent", () -> pick("00-1", "ä"));
    maybe(headers, "x-correlation-id", () -> pick("c-1", "c 1"));
    if (rarely()) {
      event.putObject("queryStringParameters").put("verbose", "true");
    }
    String body = body(fields(route, route.equals("POST /customers") && random.nextInt(4) > 0));
    boolean base64 = random.nextInt(5) == 0;
    return event
        .put(
            "body",
            base64
                ? Base64.getEncoder().encodeToString(body.getBytes(StandardCharsets.UTF_8))
                : body)
        .put("isBase64Encoded", base64 != rarely());
  }

  private String contentType() {
    return rarely()
        ? pick("text/plain", "application/json; charset=latin1", "")
        : pick("application/json", "application/json; charset=utf-8");
  }

  private String body(ObjectNode fields) {
    if (rarely()) {
      return pick("", " ", "[]", "null", "{", "{\"a\":1,\"a\":2}", "\ufeff{}", "{} {}", "\ufffd");
    }
    return fields.toString();
  }

  private ObjectNode fields(String command, boolean withId) {
    ObjectNode fields = JSON.createObjectNode();
    if (withId || rarely()) {
      put(fields, "customerId", IDS, WRONG_IDS);
    }
    switch (command) {
      case "POST /customers", "RegisterCustomer" -> {
        put(fields, "email", EMAILS, WRONG_EMAILS);
        put(fields, "name", TEXTS, WRONG_TEXTS);
      }
      case "PUT /customers/{id}/email", "UpdateEmail" ->
          put(fields, "newEmail", EMAILS, WRONG_EMAILS);
      case "POST /customers/{id}/suspend", "SuspendCustomer" ->
          put(fields, "reason", TEXTS, WRONG_TEXTS);
      default -> {}
    }
    if (rarely()) {
      fields.put("surplus", 1);
    }
    return fields;
  }

  private void put(ObjectNode fields, String name, List<String> right, List<String> wrong) {
    switch (random.nextInt(30)) {
      case 0 -> {}
      case 1 -> fields.putNull(name);
      case 2 -> fields.put(name, 7);
      case 3 -> fields.putObject(name);
      case 4, 5 -> fields.put(name, wrong.get(random.nextInt(wrong.size())));
      default -> fields.put(name, right.get(random.nextInt(right.size())));
    }
  }

  private JsonNode commandInvoke() {
    String type =
        pick("RegisterCustomer", "UpdateEmail", "SuspendCustomer", "ReactivateCustomer", "Other");
    ObjectNode payload = fields(type, random.nextInt(6) > 0);
    if (random.nextInt(5) == 0) {
      payload.put("expectedVersion", random.nextInt(4));
    } else if (rarely()) {
      payload.put("expectedVersion", pick("-1", "two", "3"));
    }
    ObjectNode envelope = JSON.createObjectNode().put("commandType", type);
    envelope.set("payload", rarely() ? JSON.createArrayNode() : payload);
    maybe(envelope, "commandId", () -> rarely() ? "a b" : "i" + random.nextInt(40));
    maybe(envelope, "aggregateId", () -> pick(IDS.toArray(String[]::new)));
    maybe(envelope, "timestamp", () -> "2026-01-01T00:00:00Z");
    if (rarely()) {
      envelope.put("surplus", true);
    }
    return rarely() ? JSON.createArrayNode() : envelope;
  }

  private ObjectNode queryRequest() {
    String route =
        pick(
            "GET /customers/{id}",
            "GET /customers",
            "GET /customers",
            "GET /customers/count",
            "GET /customers/{id}/events",
            rarely() ? "GET /health" : "GET /customers",
            rarely() ? "GET /nowhere" : "GET /customers");
    ObjectNode event = http(route);
    ObjectNode query = event.putObject("queryStringParameters");
    maybe(query, "email", () -> pick(PATTERNS.toArray(String[]::new)));
    pageFields(query);
    maybe(query, "status", () -> pick("ACTIVE", "SUSPENDED", "active", ""));
    if (rarely()) {
      query.put(pick("minVersion", "surplus", "offset"), pick("1", "2", "x", "99"));
    }
    return event;
  }

  private void pageFields(ObjectNode fields) {
    maybe(fields, "limit", () -> pick("1", "2", "3", "100", rarely() ? "0" : "2"));
    maybe(fields, "order", () -> pick("asc", "desc", "desc", rarely() ? "up" : "asc"));
    maybe(fields, "cursor", this::cursor);
    maybe(
        fields,
        "after",
        () -> pick(IDS.toArray(String[]::new)) + pick("@1", "@2", "@0", "@77", "@x", ""));
  }

  private String cursor() {
    return cursors.isEmpty() || rarely()
        ? pick("", "abc", "ä")
        : cursors.get(random.nextInt(cursors.size()));
  }

  private JsonNode queryInvoke() {
    ObjectNode query =
        JSON.createObjectNode()
            .put(
                "queryType",
                pick("GetCustomerById", "GetActiveCustomers", "SearchCustomersByEmail", "Other"));
    maybe(query, "customerId", () -> pick(IDS.toArray(String[]::new)));
    maybe(query, "emailPattern", () -> pick(PATTERNS.toArray(String[]::new)));
    pageFields(query);
    if (random.nextInt(6) == 0) {
      query.put("minVersion", random.nextInt(3));
    }
    return rarely() ? JSON.createArrayNode() : query;
  }

  private ObjectNode http(String route) {
    ObjectNode event = JSON.createObjectNode().put("version", "2.0").put("routeKey", route);
    if (route.contains("{id}")) {
      List<String> ids = rarely() ? WRONG_IDS : IDS;
      event.putObject("pathParameters").put("id", ids.get(random.nextInt(ids.size())));
    }
    ObjectNode context = event.putObject("requestContext").put("requestId", "r-1");
    context.putObject("http").put("method", "ANY");
    if (random.nextBoolean()) {
      context.putObject("authorizer").putObject("jwt").putObject("claims").put("sub", "caller");
    }
    return event;
  }

  private void maybe(ObjectNode object, String name, Supplier<@Nullable String> value) {
    if (random.nextInt(4) == 0) {
      object.put(name, value.get());
    }
  }

  private boolean rarely() {
    return random.nextInt(25) == 0;
  }

  private String pick(String... choices) {
    return choices[random.nextInt(choices.length)];
  }
}
