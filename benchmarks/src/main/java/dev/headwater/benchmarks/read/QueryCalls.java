package dev.headwater.benchmarks.read;

import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import dev.headwater.benchmarks.harness.RequestRecorder;
import dev.headwater.benchmarks.harness.ServiceTemplate;
import dev.headwater.local.functions.InvocationContext;
import dev.headwater.local.template.FunctionDeclaration;
import dev.headwater.service.functions.QueryFunction;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The query function, called as API Gateway calls it: event bytes in, answer bytes out. */
final class QueryCalls {
  private static final JsonMapper JSON = JsonMapper.shared();

  /** Headers that a browser sends or API Gateway adds. */
  private static final Map<String, String> HEADERS =
      Map.of(
          "accept",
          "application/json",
          "accept-encoding",
          "gzip, deflate, br",
          "authorization",
          "Bearer " + "x".repeat(800),
          "host",
          "abcdefghij.execute-api.eu-central-1.amazonaws.com",
          "user-agent",
          "Mozilla/5.0 (X11; Linux x86_64)",
          "x-forwarded-for",
          "192.0.2.1",
          "x-forwarded-port",
          "443",
          "x-forwarded-proto",
          "https");

  private static final byte[] SUCCESS = "{\"statusCode\":200,".getBytes(StandardCharsets.UTF_8);

  private final RequestStreamHandler function;
  private final FunctionDeclaration declaration;

  /**
   * @param endpoints by service name
   */
  QueryCalls(ServiceTemplate template, Map<String, URI> endpoints) {
    function = new QueryFunction(template.environment("QueryFunction", endpoints));
    declaration = template.function("QueryFunction");
  }

  /** Calls of a function that searches; a stub answers its start, which checks the views table. */
  static QueryCalls ofSearch(ServiceTemplate template, URI openSearch) throws IOException {
    try (RequestRecorder tables = RequestRecorder.start()) {
      return new QueryCalls(
          template, Map.of("OPENSEARCH", openSearch, "DYNAMODB", tables.endpoint()));
    }
  }

  /** Makes a call with a function's full time limit; fails unless the call succeeds. */
  byte[] call(byte[] event) throws IOException {
    ByteArrayOutputStream output = new ByteArrayOutputStream();
    function.handleRequest(
        new ByteArrayInputStream(event), output, InvocationContext.of(declaration));
    byte[] answer = output.toByteArray();
    if (!Arrays.equals(SUCCESS, Arrays.copyOf(answer, SUCCESS.length))) {
      throw new IOException("The function answers " + new String(answer, StandardCharsets.UTF_8));
    }
    return answer;
  }

  /** Makes a call and reads the answer's body. */
  JsonNode body(byte[] event) throws IOException {
    return JSON.readTree(JSON.readTree(call(event)).path("body").asString());
  }

  /** The event of {@code GET /customers} with these parameters. */
  static byte[] getCustomers(Map<String, String> parameters) {
    ObjectNode event = event("GET /customers", "/customers");
    event.set("queryStringParameters", JSON.valueToTree(parameters));
    return event.toString().getBytes(StandardCharsets.UTF_8);
  }

  /** The event of {@code GET /customers/{id}}. */
  static byte[] getCustomer(String id) {
    ObjectNode event = event("GET /customers/{id}", "/customers/" + id);
    event.set("pathParameters", JSON.valueToTree(Map.of("id", id)));
    return event.toString().getBytes(StandardCharsets.UTF_8);
  }

  private static ObjectNode event(String routeKey, String path) {
    ObjectNode event =
        JSON.createObjectNode()
            .put("version", "2.0")
            .put("routeKey", routeKey)
            .put("rawPath", path)
            .put("isBase64Encoded", false);
    event.set("headers", JSON.valueToTree(HEADERS));
    event
        .putObject("requestContext")
        .put("requestId", "JKJaXmPLvHcESHA=")
        .put("stage", "$default")
        .put("timeEpoch", 1_583_348_638_390L)
        .putObject("http")
        .put("method", "GET")
        .put("path", path)
        .put("protocol", "HTTP/1.1")
        .put("sourceIp", "192.0.2.1");
    return event;
  }
}
