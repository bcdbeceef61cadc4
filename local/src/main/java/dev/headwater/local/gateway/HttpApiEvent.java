package dev.headwater.local.gateway;

import dev.headwater.local.gateway.RouteTable.Match;
import dev.headwater.local.ground.LocalArn;
import dev.headwater.local.ground.StrictUtf8;
import dev.headwater.local.http.BadlyEncodedException;
import dev.headwater.local.http.HttpCall;
import dev.headwater.local.http.PercentEncoding;
import java.io.StringWriter;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.json.JsonMapper;

/**
 * The event that a function receives for a request: API Gateway's payload format 2.0 (<a
 * href="https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-lambda.html"
 * >source</a>). As on AWS, {@code rawPath} is decoded and {@code rawQueryString} is not, cookies
 * are not among the headers, and absent parts have no property.
 */
record HttpApiEvent(HttpCall request, Match match, String requestId, Instant time) {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("dd/MMM/yyyy:HH:mm:ss Z", Locale.ENGLISH)
          .withZone(ZoneOffset.UTC);

  /** Headers that the gateway drops or writes itself, besides those of the connection. */
  private static final Set<String> NOT_FORWARDED =
      Set.of(
          "cookie",
          "http2-settings",
          "proxy-connection",
          "x-forwarded-for",
          "x-forwarded-port",
          "x-forwarded-proto");

  /** As observed on AWS, which treats forms and bodies without a type as binary. */
  private static final Set<String> TEXT =
      Set.of("application/json", "application/xml", "application/javascript");

  /**
   * @throws BadlyEncodedException when the percent-encoding of the path or query is malformed
   */
  String write() {
    byte[] body = request.body();
    var text = new StringWriter(1024 + body.length * 5 / 4);
    try (JsonGenerator json = JsonMapper.shared().createGenerator(text)) {
      json.writeStartObject();
      json.writeStringProperty("version", "2.0");
      json.writeStringProperty("routeKey", match.route().routeKey());
      json.writeStringProperty("rawPath", path());
      json.writeStringProperty("rawQueryString", request.rawQuery());
      writeCookies(json);
      write(json, "headers", headers(body.length));
      write(json, "queryStringParameters", query());
      writeContext(json);
      write(json, "pathParameters", match.pathParameters());
      writeBody(json, body);
      json.writeEndObject();
    }
    return text.toString();
  }

  private String path() {
    return PercentEncoding.decodePath(request.rawPath());
  }

  private void writeCookies(JsonGenerator json) {
    List<String> cookies = request.headers().getOrDefault("cookie", List.of());
    if (!cookies.isEmpty()) {
      json.writeArrayPropertyStart("cookies");
      for (String header : cookies) {
        for (String cookie : header.split(";\\s*", -1)) {
          json.writeString(cookie.strip());
        }
      }
      json.writeEndArray();
    }
  }

  private Map<String, String> headers(int contentLength) {
    Map<String, String> headers = new TreeMap<>();
    request
        .headers()
        .forEach(
            (name, values) -> {
              if (!HttpCall.CONNECTION_HEADERS.contains(name) && !NOT_FORWARDED.contains(name)) {
                headers.put(name, String.join(",", values));
              }
            });
    String forwardedFor =
        String.join(", ", request.headers().getOrDefault("x-forwarded-for", List.of()));
    headers.put("content-length", Integer.toString(contentLength));
    headers.put(
        "x-forwarded-for", forwardedFor.isEmpty() ? sourceIp() : forwardedFor + ", " + sourceIp());
    headers.put("x-forwarded-port", Integer.toString(request.port()));
    headers.put("x-forwarded-proto", "http");
    return headers;
  }

  private Map<String, String> query() {
    Map<String, String> parameters = new TreeMap<>();
    request.query().forEach((name, values) -> parameters.put(name, String.join(",", values)));
    return parameters;
  }

  private void writeContext(JsonGenerator json) {
    String domain = domainName();
    json.writeObjectPropertyStart("requestContext");
    json.writeStringProperty("accountId", LocalArn.ACCOUNT);
    json.writeStringProperty("apiId", "local");
    json.writeStringProperty("domainName", domain);
    json.writeStringProperty("domainPrefix", domain.split("\\.", 2)[0]);
    json.writeObjectPropertyStart("http");
    json.writeStringProperty("method", request.method());
    json.writeStringProperty("path", path());
    json.writeStringProperty("protocol", request.protocol());
    json.writeStringProperty("sourceIp", sourceIp());
    json.writeStringProperty("userAgent", request.header("user-agent").orElse(""));
    json.writeEndObject();
    json.writeStringProperty("requestId", requestId);
    json.writeStringProperty("routeKey", match.route().routeKey());
    json.writeStringProperty("stage", "$default");
    json.writeStringProperty("time", TIME.format(time));
    json.writeNumberProperty("timeEpoch", time.toEpochMilli());
    json.writeEndObject();
  }

  /**
   * Passes text that is not UTF-8 in base64, so that the function gets the original bytes. AWS does
   * not document what it does in this case.
   */
  private void writeBody(JsonGenerator json, byte[] body) {
    Optional<String> text =
        body.length == 0 || isText() ? StrictUtf8.decode(body) : Optional.empty();
    if (body.length > 0) {
      json.writeStringProperty(
          "body", text.orElseGet(() -> Base64.getEncoder().encodeToString(body)));
    }
    json.writeBooleanProperty("isBase64Encoded", text.isEmpty());
  }

  private boolean isText() {
    String type =
        request.header("content-type").orElse("").split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
    return TEXT.contains(type)
        || type.startsWith("text/")
        || type.endsWith("+json")
        || type.endsWith("+xml");
  }

  private String domainName() {
    String authority = request.authority();
    int port = authority.lastIndexOf(':');
    return port < 0 || authority.endsWith("]") ? authority : authority.substring(0, port);
  }

  private String sourceIp() {
    return request.callerHost();
  }

  private static void write(JsonGenerator json, String name, Map<String, String> values) {
    if (!values.isEmpty()) {
      json.writeObjectPropertyStart(name);
      values.forEach(json::writeStringProperty);
      json.writeEndObject();
    }
  }
}
