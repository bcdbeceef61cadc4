package dev.headwater.customers.http;

import dev.headwater.event.Metadata;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * An event of an API Gateway HTTP API, payload format 2.0.
 *
 * @see <a href=
 *     "https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-lambda.html">its
 *     documentation</a>
 */
record HttpRequest(
    String routeKey,
    Map<String, String> pathParameters,
    Map<String, String> query,
    Map<String, String> headers,
    RequestBody body,
    Metadata metadata) {
  private static final Pattern IDENTIFIER = Pattern.compile("[\\x21-\\x7e]{1,128}");

  HttpRequest {
    pathParameters = Map.copyOf(pathParameters);
    query = Map.copyOf(query);
    headers = Map.copyOf(headers);
  }

  static boolean isHttp(JsonNode event) {
    return event.path("requestContext").has("http");
  }

  static HttpRequest of(JsonNode event) {
    Map<String, String> headers = new HashMap<>();
    texts(event.path("headers"))
        .forEach((name, value) -> headers.put(name.toLowerCase(Locale.ROOT), value));
    return new HttpRequest(
        event.path("routeKey").asString(""),
        texts(event.path("pathParameters")),
        query(event),
        headers,
        RequestBody.of(event),
        metadata(event.path("requestContext"), headers));
  }

  /** The body as a JSON object. */
  ObjectNode json() {
    ContentType.check(headers.getOrDefault("content-type", ""));
    return Json.readObject(body.text().get());
  }

  /** The fields of a command to the customer in the path; no body is an empty object. */
  ObjectNode jsonWithCustomerId() {
    ObjectNode fields = body.isBlank() ? Json.object() : json();
    if (fields.has("customerId")) {
      throw ProblemException.malformed("The customerId stands in the path, not in the body.");
    }
    return fields.put("customerId", pathParameters.getOrDefault("id", ""));
  }

  @Nullable String header(String name) {
    return headers.get(name);
  }

  /** The query parameters, as fields. */
  ObjectNode queryFields() {
    return Json.object(query);
  }

  private static Map<String, String> query(JsonNode event) {
    Map<String, String> query = texts(event.path("queryStringParameters"));
    query.forEach((name, value) -> Utf8.decoded(name + value, "The query"));
    return query;
  }

  private static Metadata metadata(JsonNode context, Map<String, String> headers) {
    String correlation = identifier(headers.get("x-correlation-id"));
    return new Metadata(
        correlation == null ? identifier(context.path("requestId").asString("")) : correlation,
        null,
        identifier(context.path("authorizer").path("jwt").path("claims").path("sub").asString("")),
        identifier(headers.get("traceparent")));
  }

  /** What is no plain identifier is left out: it is only ever used to find one's way. */
  private static @Nullable String identifier(@Nullable String value) {
    return value != null && IDENTIFIER.matcher(value).matches() ? value : null;
  }

  private static Map<String, String> texts(JsonNode object) {
    Map<String, String> texts = new HashMap<>();
    object
        .properties()
        .forEach(property -> texts.put(property.getKey(), property.getValue().asString("")));
    return texts;
  }
}
