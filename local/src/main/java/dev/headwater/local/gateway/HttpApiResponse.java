package dev.headwater.local.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.headwater.local.http.HttpCall;
import dev.headwater.local.http.HttpReply;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** An HTTP response, from a function in payload format 2.0 or from the gateway itself. */
final class HttpApiResponse {
  static final HttpReply NOT_FOUND = message(404, "Not Found");
  static final HttpReply BAD_REQUEST = message(400, "Bad Request");
  static final HttpReply TOO_LARGE = message(413, "Request Entity Too Large");
  static final HttpReply SERVER_ERROR = message(500, "Internal Server Error");
  static final HttpReply UNAVAILABLE = message(503, "Service Unavailable");

  private static final String TYPE = "Content-Type";
  private static final String JSON = "application/json";

  private static final Set<Integer> WITHOUT_BODY = Set.of(204, 304);

  private HttpApiResponse() {}

  private static HttpReply message(int status, String message) {
    return HttpReply.json(status, Map.of("message", message));
  }

  /** Metrics in Prometheus's text format. */
  static HttpReply metrics(String text) {
    return HttpReply.of(200, "text/plain; version=0.0.4; charset=utf-8", text);
  }

  /** Reads a function's response; empty if it is malformed. */
  static Optional<HttpReply> parse(String answer) {
    try {
      JsonNode root = JsonMapper.shared().readTree(answer);
      if (root.isMissingNode()) {
        return Optional.empty();
      }
      return Optional.of(root.has("statusCode") ? structured(root) : inferred(root, answer));
    } catch (JacksonException | IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private static HttpReply inferred(JsonNode root, String answer) {
    return HttpReply.of(200, JSON, root.isString() ? root.stringValue() : answer);
  }

  private static HttpReply structured(JsonNode root) {
    int status = root.path("statusCode").asInt();
    if (status < 200 || status > 599) {
      throw new IllegalArgumentException("no status code");
    }
    JsonNode content = root.path("body");
    String text = content.isMissingNode() || content.isNull() ? "" : content.stringValue();
    byte[] body =
        root.path("isBase64Encoded").asBoolean(false)
            ? Base64.getDecoder().decode(text)
            : text.getBytes(UTF_8);
    byte[] sent = WITHOUT_BODY.contains(status) ? new byte[0] : body;
    return withHeaders(HttpReply.of(status, sent), root, body.length > 0);
  }

  private static HttpReply withHeaders(HttpReply bare, JsonNode root, boolean hasBody) {
    HttpReply reply = bare;
    boolean typed = !hasBody;
    for (Map.Entry<String, JsonNode> header : root.path("headers").properties()) {
      String name = header.getKey().toLowerCase(Locale.ROOT);
      if (!HttpCall.CONNECTION_HEADERS.contains(name) && !name.equals("date")) {
        reply = reply.with(header.getKey(), header.getValue().asString());
      }
      typed |= name.equals("content-type");
    }
    if (!typed) {
      reply = reply.with(TYPE, "text/plain; charset=utf-8");
    }
    List<String> cookies = new ArrayList<>();
    root.path("cookies").forEach(cookie -> cookies.add(cookie.asString()));
    return cookies.isEmpty() ? reply : reply.with("Set-Cookie", cookies);
  }
}
