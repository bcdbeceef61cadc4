package dev.headwater.service.api;

import java.util.Map;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** A request as an HTTP API hands it to a function, payload format 2.0. */
final class Event {
  private static final JsonMapper JSON = new JsonMapper();

  private final ObjectNode event = JSON.createObjectNode();

  private Event(String routeKey) {
    event.put("version", "2.0").put("routeKey", routeKey);
    event.putObject("pathParameters");
    event.putObject("queryStringParameters");
    event.putObject("headers");
    event.putObject("requestContext").put("requestId", "request-1").putObject("http");
  }

  static Event to(String routeKey) {
    return new Event(routeKey);
  }

  /** With one parameter in the path. */
  static Event to(String routeKey, String parameter, String value) {
    return new Event(routeKey).path(parameter, value);
  }

  Event path(String parameter, String value) {
    ((ObjectNode) event.path("pathParameters")).put(parameter, value);
    return this;
  }

  Event query(Map<String, String> fields) {
    fields.forEach(((ObjectNode) event.path("queryStringParameters"))::put);
    return this;
  }

  Event header(String name, String value) {
    ((ObjectNode) event.path("headers")).put(name, value);
    return this;
  }

  Event key(String idempotencyKey) {
    return header("Idempotency-Key", idempotencyKey);
  }

  /** Of a caller whose token was checked. */
  Event as(String caller) {
    ((ObjectNode) event.path("requestContext"))
        .putObject("authorizer")
        .putObject("jwt")
        .putObject("claims")
        .put("sub", caller);
    return this;
  }

  Event body(String json) {
    event.put("body", json);
    return header("Content-Type", "application/json");
  }

  @Override
  public String toString() {
    return event.toString();
  }
}
