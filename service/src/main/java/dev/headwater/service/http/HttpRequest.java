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

  /** A parameter in the path; {@code null} if the route has none of this name. */
  public @Nullable String pathParameter(String name) {
    return pathParameters().get(name);
  }

  private Map<String, String> pathParameters() {
    return texts(event.path("pathParameters"));
  }

  /** The query parameters, as fields. */
  public Fields queryFields() {
    return new Fields(Json.object(query), "query");
  }

  /**
   * The query parameters, and those in the path as more.
   *
   * @param fieldNames the field that each parameter becomes; the query must not have it
   */
  public Fields queryFieldsWithPath(Map<String, String> fieldNames) {
    return withPath(Json.object(query), "query", fieldNames);
  }

  /** The body, a JSON object. */
  public ObjectNode json() {
    ContentType.check(headers.getOrDefault("content-type", ""));
    return Json.readObject(body.text().get());
  }

  /**
   * The fields in the body, and the parameters in the path as more. No body is an empty object.
   *
   * @param fieldNames the field that each parameter becomes; the body must not have it
   */
  public Fields fieldsWithPath(Map<String, String> fieldNames) {
    return fieldsWithPath(body.isBlank() ? Json.object() : json(), fieldNames);
  }

  /** The same for a body that was read before. */
  public Fields fieldsWithPath(ObjectNode json, Map<String, String> fieldNames) {
    return withPath(json, "body", fieldNames);
  }

  private Fields withPath(ObjectNode object, String place, Map<String, String> fieldNames) {
    Map<String, String> path = pathParameters();
    Fields fields = new Fields(object, place);
    fieldNames.forEach(
        (parameter, field) -> {
          if (object.has(field)) {
            throw ProblemException.malformed(
                "The " + field + " stands in the path, not in the " + place + ".");
          }
          object.put(field, Utf8.requireValid(path.getOrDefault(parameter, ""), "The path"));
          fields.withoutOffering(field);
        });
    return fields;
  }

  /** As sent: {@link IdempotencyKey#parse} checks it. */
  public @Nullable String idempotencyKey() {
    return headers.get("idempotency-key");
  }

  /** The version in {@code If-Match}; {@code null} without one. */
  public @Nullable Long expectedVersion() {
    return ETag.parse(headers.get("if-match"));
  }

  /** The subject of the access token, as it is; {@code null} without a token. */
  public @Nullable String caller() {
    String subject =
        event
            .path("requestContext")
            .path("authorizer")
            .path("jwt")
            .path("claims")
            .path("sub")
            .asString("");
    return subject.isEmpty() ? null : subject;
  }

  /** What the gateway and the caller say about the request, for tracing. */
  public Metadata metadata() {
    JsonNode context = event.path("requestContext");
    String correlation = identifier(headers.get("x-correlation-id"));
    return new Metadata(
        correlation == null ? identifier(context.path("requestId").asString("")) : correlation,
        null,
        identifier(caller()),
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
