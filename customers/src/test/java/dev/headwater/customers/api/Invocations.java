package dev.headwater.customers.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headwater.host.ConfigurationFault;
import dev.headwater.service.http.Api;
import dev.headwater.service.http.RequestServer;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Calls a request server as Lambda would. */
final class Invocations {
  private static final JsonMapper JSON = new JsonMapper();
  private static final Instant NO_DEADLINE = Instant.parse("2100-01-01T00:00:00Z");

  /** What an operator was told to correct. */
  final List<ConfigurationFault> faults = new ArrayList<>();

  private final RequestServer server;
  private final Instant deadline;

  Invocations(Api api) {
    this(new RequestServer(api), NO_DEADLINE);
  }

  private Invocations(RequestServer server, Instant deadline) {
    this.server = server;
    this.deadline = deadline;
  }

  /** The same, called when there is time until then. */
  Invocations before(Instant other) {
    return new Invocations(server, other);
  }

  /** Sends an HTTP API event; the answer's body is parsed in place. */
  Answer http(
      String routeKey,
      Map<String, String> path,
      Map<String, String> query,
      Map<String, String> headers,
      String body) {
    return call(event(routeKey, path, query, headers, body).toString());
  }

  /** A query over HTTP. */
  Answer get(String routeKey, Map<String, String> path, Map<String, String> query) {
    return http(routeKey, path, query, Map.of(), "");
  }

  private static ObjectNode event(
      String routeKey,
      Map<String, String> path,
      Map<String, String> query,
      Map<String, String> headers,
      String body) {
    ObjectNode event = JSON.createObjectNode().put("version", "2.0").put("routeKey", routeKey);
    event.set("pathParameters", JSON.valueToTree(path));
    event.set("queryStringParameters", JSON.valueToTree(query));
    event.set("headers", JSON.valueToTree(headers));
    event
        .putObject("requestContext")
        .put("requestId", "request-1")
        .putObject("http")
        .put("method", "ANY");
    return event.put("body", body).put("isBase64Encoded", false);
  }

  /** Sends an HTTP API event of a caller whose token was checked. */
  Answer as(String caller, String routeKey, Map<String, String> headers, String body) {
    ObjectNode event = event(routeKey, Map.of(), Map.of(), headers, body);
    ((ObjectNode) event.path("requestContext"))
        .putObject("authorizer")
        .putObject("jwt")
        .putObject("claims")
        .put("sub", caller);
    return call(event.toString());
  }

  /** Sends an HTTP API event with a body in base64. */
  Answer base64(String routeKey, Map<String, String> headers, String body) {
    return call(
        event(routeKey, Map.of(), Map.of(), headers, body).put("isBase64Encoded", true).toString());
  }

  static JsonNode json(String text) {
    return JSON.readTree(text);
  }

  Answer invoke(String event) {
    return call(event);
  }

  Answer invoke(byte[] event) {
    return call(event);
  }

  private Answer call(String event) {
    return call(event.getBytes(StandardCharsets.UTF_8));
  }

  private Answer call(byte[] event) {
    ByteArrayOutputStream output = new ByteArrayOutputStream();
    try {
      server.serve(new ByteArrayInputStream(event), output, deadline, faults::add);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    JsonNode answer = JSON.readTree(output.toByteArray());
    return new Answer(
        answer.path("statusCode").asInt(),
        answer.path("headers"),
        JSON.readTree(answer.path("body").asString()),
        answer.toString());
  }

  /** The answer, its body parsed, and the whole of it as text. */
  record Answer(int status, JsonNode headers, JsonNode body, String text) {
    String header(String name) {
      return headers.path(name).asString("");
    }

    /** Of the customers on a page, which has to be one. */
    List<String> ids() {
      assertThat(status).as(text).isEqualTo(200);
      return body.path("items")
          .valueStream()
          .map(item -> item.path("customerId").asString())
          .toList();
    }

    String problem() {
      return body.path("type").asString("").replace("urn:headwater:problem:", "");
    }
  }
}
