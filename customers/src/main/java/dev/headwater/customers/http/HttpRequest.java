package dev.headwater.customers.http;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

import dev.headwater.Metadata;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * An event of an API Gateway HTTP API, payload format 2.0.
 *
 * @see <a href=
 *      "https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-lambda.html">its
 *      documentation</a>
 */
record HttpRequest(String routeKey, Map<String, String> pathParameters, Map<String, String> query,
        Map<String, String> headers, String body, Metadata metadata) {
    /** A command's fields are short: what is larger is a mistake or an attack. */
    static final int MAX_BODY_BYTES = 16 * 1024;

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
        return new HttpRequest(event.path("routeKey").asString(""),
                texts(event.path("pathParameters")), texts(event.path("queryStringParameters")),
                headers, body(event), metadata(event.path("requestContext"), headers));
    }

    /** The body as a JSON object. */
    ObjectNode json() {
        String mediaType = headers.getOrDefault("content-type", "").split(";", 2)[0].strip();
        if (!mediaType.equalsIgnoreCase("application/json")) {
            throw new ProblemException(Problem.of(ProblemType.UNSUPPORTED_MEDIA_TYPE,
                    "Send the body as Content-Type: application/json."));
        }
        return Json.readObject(body);
    }

    /** The fields of a command to the customer in the path; no body is an empty object. */
    ObjectNode jsonWithCustomerId() {
        ObjectNode fields = body.isBlank() ? Json.object() : json();
        if (fields.has("customerId")) {
            throw ProblemException.malformed("The customerId stands in the path, not in the body.");
        }
        return fields.put("customerId", pathParameters.getOrDefault("id", ""));
    }

    @Nullable
    String header(String name) {
        return headers.get(name);
    }

    /** The query parameters, as fields. */
    ObjectNode queryFields() {
        return Json.object(query);
    }

    private static String body(JsonNode event) {
        String body = event.path("body").asString("");
        if (body.length() > 2 * MAX_BODY_BYTES) {
            throw tooLarge();
        }
        byte[] bytes = event.path("isBase64Encoded").asBoolean(false)
                ? Base64.getDecoder().decode(body)
                : body.getBytes(StandardCharsets.UTF_8);
        if (bytes.length > MAX_BODY_BYTES) {
            throw tooLarge();
        }
        return new String(bytes, StandardCharsets.UTF_8);
    }

    private static ProblemException tooLarge() {
        return new ProblemException(Problem.of(ProblemType.TOO_LARGE,
                "A body has at most " + MAX_BODY_BYTES + " bytes."));
    }

    private static Metadata metadata(JsonNode context, Map<String, String> headers) {
        String correlation = identifier(headers.get("x-correlation-id"));
        return new Metadata(
                correlation == null
                        ? identifier(context.path("requestId").asString(""))
                        : correlation,
                null,
                identifier(context.path("authorizer")
                        .path("jwt")
                        .path("claims")
                        .path("sub")
                        .asString("")),
                identifier(headers.get("traceparent")));
    }

    /** What is no plain identifier is left out: it is only ever used to find one's way. */
    private static @Nullable String identifier(@Nullable String value) {
        return value != null && IDENTIFIER.matcher(value).matches() ? value : null;
    }

    private static Map<String, String> texts(JsonNode object) {
        Map<String, String> texts = new HashMap<>();
        object.properties()
                .forEach(
                        property -> texts.put(property.getKey(), property.getValue().asString("")));
        return texts;
    }
}
