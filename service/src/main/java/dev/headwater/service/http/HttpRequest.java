package dev.headwater.service.http;

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
public final class HttpRequest {
  private static final Pattern IDENTIFIER = Pattern.compile("[\\x21-\\x7e]{1,128}");

  private final JsonNode event;
  private final Map<String, String> query;
  private final Map<String, String> headers = new HashMap<>();
  private final RequestBody body;

  HttpRequest(JsonNode event) {
    this.event = event;
    query = texts(event.path("queryStringParameters"));
    query.forEach((name, value) -> Utf8.requireValid(name + value, "The query"));
    texts(event.path("headers"))
        .forEach((name, value) -> headers.put(name.toLowerCase(Locale.ROOT), value));
    body = RequestBody.of(event);
  }

  static boolean isHttp(JsonNode event) {
    return event.path("requestContext").has("http");
  }

  /** Method and path template, such as {@code GET /customers/{id}}. */
  public String routeKey() {
    return event.path("routeKey").asString("");
  }

  /** The id in the path; {@code null} if the route has none. */
  public @Nullable String pathId() {
    return texts(event.path("pathParameters")).get("id");
  }

  /** The query parameters, as fields. */
  public Fields queryFields() {
    return new Fields(Json.object(query), "query");
  }

  /** The body, a JSON object. */
  public ObjectNode json() {
    ContentType.check(headers.getOrDefault("content-type", ""));
    return Json.readObject(body.text().get());
  }

  /**
   * The fields in the body, and the id in the path as one more. No body is an empty object.
   *
   * @param idField the field that the id becomes; the body must not have it
   */
  public Fields fieldsWithPathId(String idField) {
    ObjectNode fields = body.isBlank() ? Json.object() : json();
    if (fields.has(idField)) {
      throw ProblemException.malformed("The " + idField + " stands in the path, not in the body.");
    }
    String id = pathId();
    return new Fields(fields.put(idField, id == null ? "" : id), "body").withoutOffering(idField);
  }

  /** As sent: {@link IdempotencyKey#parse} checks it. */
  public @Nullable String idempotencyKey() {
    return headers.get("idempotency-key");
  }

  /** The version in {@code If-Match}; {@code null} without one. */
  public @Nullable Long expectedVersion() {
    return ETag.parse(headers.get("if-match"));
  }

  /** What the gateway and the caller say about the request, for tracing. */
  public Metadata metadata() {
    JsonNode context = event.path("requestContext");
    String correlation = identifier(headers.get("x-correlation-id"));
    return new Metadata(
        correlation == null ? identifier(context.path("requestId").asString("")) : correlation,
        null,
        identifier(context.path("authorizer").path("jwt").path("claims").path("sub").asString("")),
        identifier(headers.get("traceparent")));
  }

  /** Drops a value that is not a plain identifier: it serves tracing only. */
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
