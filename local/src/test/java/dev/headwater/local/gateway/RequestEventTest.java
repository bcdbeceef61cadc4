package dev.headwater.local.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** How a request becomes the event of its function. */
class RequestEventTest {
  @AutoClose private final PetsApi api = new PetsApi();

  @Test
  void a_request_becomes_an_event_of_payload_format_2_0() throws Exception {
    var response =
        api.send(
            api.request("/pets/b%C3%A4r%201?a=1&b=x%20y&a=2&c=")
                .GET()
                .header("X-Two", "one")
                .header("X-Two", "two")
                .header("User-Agent", "test")
                .header("Cookie", "k1=v1; k2=v2")
                .header("X-Forwarded-For", "192.0.2.1"));

    assertThat(response.statusCode()).isEqualTo(200);
    ObjectNode event = api.event().asObject();
    ObjectNode context = event.path("requestContext").asObject();
    String id = context.path("requestId").stringValue();
    assertThat(response.headers().firstValue("apigw-requestid")).hasValue(id);
    Instant time = Instant.ofEpochMilli(context.path("timeEpoch").longValue());
    assertThat(time).isBetween(Instant.now().minusSeconds(60), Instant.now());
    assertThat(context.path("time").stringValue())
        .matches("\\d{2}/[A-Z][a-z]{2}/\\d{4}:\\d{2}:\\d{2}:\\d{2} \\+0000");
    context.remove(List.of("requestId", "time", "timeEpoch"));
    assertThat((JsonNode) event)
        .isEqualTo(
            JsonMapper.shared()
                .readTree(
                    """
                    {"version": "2.0", "routeKey": "GET /pets/{id}", "rawPath": "/pets/bär 1",
                     "rawQueryString": "a=1&b=x%%20y&a=2&c=", "cookies": ["k1=v1", "k2=v2"],
                     "headers": {"content-length": "0", "host": "127.0.0.1:%1$s",
                     "user-agent": "test",
                      "x-two": "one,two", "x-forwarded-for": "192.0.2.1, 127.0.0.1",
                      "x-forwarded-port": "%1$s", "x-forwarded-proto": "http"},
                     "queryStringParameters": {"a": "1,2", "b": "x y", "c": ""},
                     "requestContext": {"accountId": "000000000000", "apiId": "local",
                      "domainName": "127.0.0.1", "domainPrefix": "127",
                      "http": {"method": "GET", "path": "/pets/bär 1", "protocol": "HTTP/1.1",
                       "sourceIp": "127.0.0.1", "userAgent": "test"},
                      "routeKey": "GET /pets/{id}", "stage": "$default"},
                     "pathParameters": {"id": "bär 1"}, "isBase64Encoded": false}
                    """
                        .formatted(api.port())));
  }

  @Test
  void absent_parts_have_no_property() throws Exception {
    api.send(api.request("/pets").POST(BodyPublishers.noBody()));

    JsonNode event = api.event();
    for (String name : List.of("cookies", "queryStringParameters", "pathParameters", "body")) {
      assertThat(event.has(name)).as(name).isFalse();
    }
    assertThat(event.path("rawQueryString").stringValue()).isEmpty();
  }

  @Test
  void passes_text_as_it_is_and_other_bodies_in_base64() throws Exception {
    for (String type :
        List.of(
            "application/json",
            "application/json; charset=utf-8",
            "text/csv",
            "application/problem+json",
            "application/xml",
            "image/svg+xml")) {
      api.send(api.post("{\"n\":\"ä\"}").header("Content-Type", type));
      JsonNode event = api.event();
      assertThat(event.path("body").stringValue()).as(type).isEqualTo("{\"n\":\"ä\"}");
      assertThat(event.path("isBase64Encoded").booleanValue()).isFalse();
    }
    for (String type :
        List.of("application/octet-stream", "image/png", "application/x-www-form-urlencoded")) {
      api.send(api.post("a=1").header("Content-Type", type));
      JsonNode event = api.event();
      assertThat(event.path("body").stringValue()).as(type).isEqualTo("YT0x");
      assertThat(event.path("isBase64Encoded").booleanValue()).isTrue();
    }
    api.send(api.post("a=1"));
    assertThat(api.event().path("isBase64Encoded").booleanValue()).isTrue();
  }

  /** Otherwise a function would see U+FFFD, and could not know that the client did not send it. */
  @Test
  void passes_text_that_is_not_utf_8_in_base64() throws Exception {
    byte[] latin1 = "{\"n\":\"\u00e4\"}".getBytes(StandardCharsets.ISO_8859_1);

    api.send(
        api.post(BodyPublishers.ofByteArray(latin1)).header("Content-Type", "application/json"));

    JsonNode event = api.event();
    assertThat(event.path("isBase64Encoded").booleanValue()).isTrue();
    assertThat(Base64.getDecoder().decode(event.path("body").stringValue())).isEqualTo(latin1);
  }

  @Test
  void any_matches_every_method() throws Exception {
    for (String method : List.of("GET", "PUT", "PATCH", "DELETE", "OPTIONS", "PURGE")) {
      api.send(api.request("/any/a/b").method(method, BodyPublishers.noBody()));

      JsonNode event = api.event();
      assertThat(event.path("requestContext").path("http").path("method").stringValue())
          .isEqualTo(method);
      assertThat(event.path("pathParameters").path("path").stringValue()).isEqualTo("a/b");
    }
  }

  @Test
  void a_body_over_ten_megabytes_is_too_large() throws Exception {
    byte[] largest = new byte[10 * 1024 * 1024];
    byte[] larger = new byte[largest.length + 1];

    assertThat(api.send(api.post(BodyPublishers.ofByteArray(largest))).statusCode()).isEqualTo(200);
    PetsApi.assertMessage(
        api.send(api.post(BodyPublishers.ofByteArray(larger))), 413, "Request Entity Too Large");
    PetsApi.assertMessage(
        api.send(api.post(BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(larger)))),
        413,
        "Request Entity Too Large");
    assertThat(api.events).hasSize(1);
  }

  @Test
  void a_path_or_query_with_malformed_encoding_is_a_bad_request() throws Exception {
    assertThat(api.raw("GET /pets/%zz HTTP/1.1"))
        .startsWith("HTTP/1.1 400 ")
        .contains("{\"message\":\"Bad Request\"}");
    assertThat(api.raw("GET /pets/1?a=%zz HTTP/1.1"))
        .startsWith("HTTP/1.1 400 ")
        .contains("{\"message\":\"Bad Request\"}");
    assertThat(api.events).isEmpty();
  }
}
