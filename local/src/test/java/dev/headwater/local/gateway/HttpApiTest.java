package dev.headwater.local.gateway;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.headwater.local.functions.FunctionInvoker.Invocation;
import dev.headwater.local.functions.FunctionInvoker.Invocation.Answered;
import dev.headwater.local.functions.FunctionInvoker.Invocation.Failed;
import dev.headwater.local.functions.Handlers;
import dev.headwater.local.ground.CapturedLog;
import dev.headwater.local.ground.LocalCloudException;
import dev.headwater.local.http.LoopbackPort;
import dev.headwater.local.template.FunctionDeclaration;
import dev.headwater.local.template.RouteDeclaration;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Version;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

class HttpApiTest {
  private final BlockingQueue<JsonNode> events = new ArrayBlockingQueue<>(100);
  private final HttpClient client = HttpClient.newBuilder().version(Version.HTTP_1_1).build();
  private Invocation answer = new Answered("{}");
  private HttpApi api;

  @BeforeEach
  void start() {
    FunctionDeclaration function =
        Handlers.declare(
            "pets",
            Handlers.Echo.class,
            new RouteDeclaration("GET", "/pets/{id}"),
            new RouteDeclaration("POST", "/pets"),
            new RouteDeclaration("HEAD", "/pets/{id}"),
            new RouteDeclaration("ANY", "/any/{path+}"));
    api =
        HttpApi.start(LoopbackPort.bind(0), List.of(function), this::invoke, HttpApiTest::metrics);
  }

  @AfterEach
  void stop() {
    client.close();
    api.close();
  }

  private static String metrics() {
    return "pets_fed_total 3\n";
  }

  private Invocation invoke(String name, String event) {
    assertThat(name).isEqualTo("pets");
    events.add(JsonMapper.shared().readTree(event));
    return answer;
  }

  @Test
  void a_request_becomes_an_event_of_payload_format_2_0() throws Exception {
    var response =
        send(
            request("/pets/b%C3%A4r%201?a=1&b=x%20y&a=2&c=")
                .GET()
                .header("X-Two", "one")
                .header("X-Two", "two")
                .header("User-Agent", "test")
                .header("Cookie", "k1=v1; k2=v2")
                .header("X-Forwarded-For", "192.0.2.1"));

    assertThat(response.statusCode()).isEqualTo(200);
    ObjectNode event = event().asObject();
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
    send(request("/pets").POST(BodyPublishers.noBody()));

    JsonNode event = event();
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
      send(post("{\"n\":\"ä\"}").header("Content-Type", type));
      JsonNode event = event();
      assertThat(event.path("body").stringValue()).as(type).isEqualTo("{\"n\":\"ä\"}");
      assertThat(event.path("isBase64Encoded").booleanValue()).isFalse();
    }
    for (String type :
        List.of("application/octet-stream", "image/png", "application/x-www-form-urlencoded")) {
      send(post("a=1").header("Content-Type", type));
      JsonNode event = event();
      assertThat(event.path("body").stringValue()).as(type).isEqualTo("YT0x");
      assertThat(event.path("isBase64Encoded").booleanValue()).isTrue();
    }
    send(post("a=1"));
    assertThat(event().path("isBase64Encoded").booleanValue()).isTrue();
  }

  /** Otherwise a function would see U+FFFD, and could not know that the client did not send it. */
  @Test
  void passes_text_that_is_not_utf_8_in_base64() throws Exception {
    byte[] latin1 = "{\"n\":\"\u00e4\"}".getBytes(StandardCharsets.ISO_8859_1);

    send(post(BodyPublishers.ofByteArray(latin1)).header("Content-Type", "application/json"));

    JsonNode event = event();
    assertThat(event.path("isBase64Encoded").booleanValue()).isTrue();
    assertThat(Base64.getDecoder().decode(event.path("body").stringValue())).isEqualTo(latin1);
  }

  @Test
  void a_structured_result_becomes_the_response() throws Exception {
    answer =
        new Answered(
            """
            {"statusCode": 201, "headers": {"Location": "/pets/1", "ETag": "\\"1\\"", "X-N": 1,
              "Content-Type": "application/json", "Content-Length": "999",
              "Date": "Thu, 01 Jan 1970 00:00:00 GMT"},
             "cookies": ["a=1; Secure", "b=2"], "body": "{\\"n\\":\\"ä\\"}"}
            """);

    var response = send(post("{}"));

    assertThat(response.statusCode()).isEqualTo(201);
    assertThat(response.body()).isEqualTo("{\"n\":\"ä\"}");
    assertThat(response.headers().map())
        .containsEntry("location", List.of("/pets/1"))
        .containsEntry("etag", List.of("\"1\""))
        .containsEntry("x-n", List.of("1"))
        .containsEntry("content-type", List.of("application/json"))
        .containsEntry("content-length", List.of("10"))
        .containsEntry("set-cookie", List.of("a=1; Secure", "b=2"));
    assertThat(response.headers().allValues("date"))
        .doesNotContain("Thu, 01 Jan 1970 00:00:00 GMT");
  }

  @Test
  void a_body_without_a_type_is_plain_text_and_a_binary_one_is_decoded() throws Exception {
    answer =
        new Answered(
            """
            {"statusCode": "200", "body": "aGk=", "isBase64Encoded": true}
            """);

    var response = send(post("{}"));

    assertThat(response.body()).isEqualTo("hi");
    assertThat(response.headers().firstValue("content-type")).hasValue("text/plain; charset=utf-8");
  }

  @Test
  void a_status_without_content_has_no_body() throws Exception {
    answer = new Answered("{\"statusCode\": 204}");
    var response = send(post("{}"));

    assertThat(response.statusCode()).isEqualTo(204);
    assertThat(response.body()).isEmpty();
    assertThat(response.headers().firstValue("content-type")).isEmpty();
  }

  @Test
  void any_other_json_becomes_the_body() throws Exception {
    answer = new Answered("{\"n\": 1}");
    var object = send(post("{}"));
    answer = new Answered("\"hello\"");
    var text = send(post("{}"));

    assertThat(object.statusCode()).isEqualTo(200);
    assertThat(object.body()).isEqualTo("{\"n\": 1}");
    assertThat(object.headers().firstValue("content-type")).hasValue("application/json");
    assertThat(text.body()).isEqualTo("hello");
  }

  @Test
  void a_malformed_result_is_an_internal_error() throws Exception {
    for (String malformed :
        List.of(
            "",
            "no json",
            "{\"statusCode\": \"many\"}",
            "{\"statusCode\": 99}",
            "{\"statusCode\": 200, \"body\": {\"n\": 1}}",
            "{\"statusCode\": 200, \"body\": \"%\", \"isBase64Encoded\": true}",
            "{\"statusCode\": 200, \"headers\": {\"X-A\": \"a\\r\\nX-B: b\"}}")) {
      answer = new Answered(malformed);
      assertMessage(send(post("{}")), 500, "Internal Server Error");
    }
  }

  @Test
  void a_failure_of_the_function_reveals_no_details() throws Exception {
    answer = new Failed("com.example.Broken", "secret");
    assertMessage(send(post("{}")), 500, "Internal Server Error");
    answer = new Failed(Failed.TIMED_OUT, "Task timed out");
    assertMessage(send(post("{}")), 500, "Internal Server Error");
    answer = new Failed(Failed.THROTTLED, "Rate Exceeded.");
    assertMessage(send(post("{}")), 503, "Service Unavailable");
    answer = new Failed(Failed.EVENT_TOO_LARGE, "too large");
    assertMessage(send(post("{}")), 413, "Request Entity Too Large");
  }

  @Test
  void answers_503_for_a_function_that_takes_longer_than_the_gateway_waits() throws Exception {
    var ended = new CountDownLatch(1);
    FunctionDeclaration slow =
        Handlers.declare("slow", Handlers.Echo.class, new RouteDeclaration("GET", "/slow"));
    try (HttpApi own =
        HttpApi.start(
            LoopbackPort.bind(0),
            List.of(slow),
            (name, event) -> {
              assertThat(await(ended)).isTrue();
              return new Answered("{}");
            },
            HttpApiTest::metrics,
            Duration.ofMillis(100))) {
      assertMessage(
          client.send(
              HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + own.port() + "/slow"))
                  .build(),
              BodyHandlers.ofString()),
          503,
          "Service Unavailable");
      ended.countDown();
    }
  }

  @Test
  void a_request_without_a_route_is_not_found() throws Exception {
    assertMessage(send(request("/nowhere").GET()), 404, "Not Found");
    assertMessage(send(request("/pets").GET()), 404, "Not Found");
    assertMessage(
        send(request("/pets").method("OPTIONS", BodyPublishers.noBody())), 404, "Not Found");
    assertThat(events).isEmpty();
  }

  @Test
  void serves_metrics_unless_a_route_of_the_template_matches() throws Exception {
    var response = send(request("/metrics").GET());
    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.headers().firstValue("content-type"))
        .contains("text/plain; version=0.0.4; charset=utf-8");
    assertThat(response.body()).isEqualTo("pets_fed_total 3\n");
    assertMessage(send(request("/metrics").POST(BodyPublishers.noBody())), 404, "Not Found");
    assertMessage(send(request("/metrics/").GET()), 404, "Not Found");
    assertThat(events).isEmpty();

    FunctionDeclaration all =
        Handlers.declare("pets", Handlers.Echo.class, new RouteDeclaration("ANY", "/{path+}"));
    try (HttpApi own =
        HttpApi.start(LoopbackPort.bind(0), List.of(all), this::invoke, HttpApiTest::metrics)) {
      assertThat(
              client
                  .send(
                      HttpRequest.newBuilder(
                              URI.create("http://127.0.0.1:" + own.port() + "/metrics"))
                          .build(),
                      BodyHandlers.ofString())
                  .body())
          .isEqualTo("{}");
    }
  }

  @Test
  void any_matches_every_method() throws Exception {
    for (String method : List.of("GET", "PUT", "PATCH", "DELETE", "OPTIONS", "PURGE")) {
      send(request("/any/a/b").method(method, BodyPublishers.noBody()));

      JsonNode event = event();
      assertThat(event.path("requestContext").path("http").path("method").stringValue())
          .isEqualTo(method);
      assertThat(event.path("pathParameters").path("path").stringValue()).isEqualTo("a/b");
    }
  }

  @Test
  void a_head_request_needs_its_own_route_and_gets_no_body() throws Exception {
    answer = new Answered("{\"statusCode\": 200, \"body\": \"content\"}");

    var response = send(request("/pets/1").method("HEAD", BodyPublishers.noBody()));

    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.body()).isEmpty();
    assertThat(event().path("routeKey").stringValue()).isEqualTo("HEAD /pets/{id}");
    assertThat(send(request("/pets/1").GET()).body()).isEqualTo("content");
  }

  @Test
  void a_response_to_head_ends_with_its_headers() throws Exception {
    answer = new Answered("{\"statusCode\": 200, \"body\": \"content\"}");

    assertThat(raw("HEAD /pets/1 HTTP/1.1"))
        .startsWith("HTTP/1.1 200 ")
        .containsIgnoringCase("\r\ncontent-length: 7\r\n")
        .endsWith("\r\n\r\n");
    assertThat(raw("HEAD /nowhere HTTP/1.1")).startsWith("HTTP/1.1 404 ").endsWith("\r\n\r\n");
  }

  @Test
  void refuses_web_pages_of_other_sites() throws Exception {
    assertThat(raw("GET /pets/1 HTTP/1.1", "Host: pets.example:80"))
        .startsWith("HTTP/1.1 403 ")
        .contains("pets.example");
    assertThat(raw("GET /pets/1 HTTP/1.1", "Host: localhost", "Origin: https://pets.example"))
        .startsWith("HTTP/1.1 403 ")
        .contains("pets.example");
    assertThat(raw("GET /pets/1 HTTP/1.1", "Host: localhost", "Origin: null"))
        .startsWith("HTTP/1.1 403 ");
    assertThat(events).isEmpty();
  }

  @Test
  void accepts_all_names_of_this_machine() throws Exception {
    for (String host :
        List.of("127.0.0.1", "127.0.0.1:8080", "localhost:1", "LOCALHOST", "[::1]:8080", "[::1]")) {
      assertThat(raw("GET /pets/1 HTTP/1.1", "Host: " + host, "Origin: http://" + host))
          .as(host)
          .startsWith("HTTP/1.1 200 ");
    }
  }

  @Test
  void a_body_over_ten_megabytes_is_too_large() throws Exception {
    byte[] largest = new byte[10 * 1024 * 1024];
    byte[] larger = new byte[largest.length + 1];

    assertThat(send(post(BodyPublishers.ofByteArray(largest))).statusCode()).isEqualTo(200);
    assertMessage(send(post(BodyPublishers.ofByteArray(larger))), 413, "Request Entity Too Large");
    assertMessage(
        send(post(BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(larger)))),
        413,
        "Request Entity Too Large");
    assertThat(events).hasSize(1);
  }

  @Test
  void a_path_or_query_with_malformed_encoding_is_a_bad_request() throws Exception {
    assertThat(raw("GET /pets/%zz HTTP/1.1"))
        .startsWith("HTTP/1.1 400 ")
        .contains("{\"message\":\"Bad Request\"}");
    assertThat(raw("GET /pets/1?a=%zz HTTP/1.1"))
        .startsWith("HTTP/1.1 400 ")
        .contains("{\"message\":\"Bad Request\"}");
    assertThat(events).isEmpty();
  }

  @Test
  void the_access_log_has_the_route_but_no_path_query_or_body() throws Exception {
    try (var log = new CapturedLog(HttpApi.class)) {
      send(request("/pets/secret-1?email=secret-2").GET());
      send(request("/secret-3").GET());
      answer = new Answered("secret-4");
      send(post("{\"name\": \"secret-5\"}"));

      Awaitility.await()
          .atMost(Duration.ofSeconds(30))
          .untilAsserted(() -> assertThat(log.lines()).hasSize(4));
      assertThat(log.lines().get(0)).matches("GET GET /pets/\\{id} 200 \\d+ ms");
      assertThat(log.lines().get(1)).matches("GET no route 404 \\d+ ms");
      assertThat(log.lines()).noneMatch(line -> line.contains("secret"));
    }
  }

  @Test
  void an_unread_body_does_not_disturb_the_next_request() throws Exception {
    for (int i = 0; i < 3; i++) {
      assertMessage(
          send(request("/nowhere").POST(BodyPublishers.ofString("x".repeat(99)))),
          404,
          "Not Found");
    }
  }

  @Test
  void reports_a_port_in_use_in_one_sentence() {
    assertThatThrownBy(() -> LoopbackPort.bind(api.port()))
        .isInstanceOf(LocalCloudException.class)
        .hasMessageStartingWith("Port " + api.port() + " cannot be used")
        .hasMessageEndingWith("choose another port.");
  }

  @Test
  void listens_on_the_loopback_address_only() throws Exception {
    InetAddress other = InetAddress.getByAddress(new byte[] {127, 0, 0, 2});
    assertThatThrownBy(() -> new Socket(other, api.port()).close()).isInstanceOf(IOException.class);
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + api.port() + path));
  }

  private HttpRequest.Builder post(String body) {
    return post(BodyPublishers.ofString(body));
  }

  private HttpRequest.Builder post(BodyPublisher body) {
    return request("/pets").POST(body);
  }

  private HttpResponse<String> send(HttpRequest.Builder request)
      throws IOException, InterruptedException {
    return client.send(request.build(), BodyHandlers.ofString());
  }

  private String raw(String requestLine) throws IOException {
    return raw(requestLine, "Host: 127.0.0.1:" + api.port());
  }

  private String raw(String requestLine, String... headers) throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), api.port())) {
      String request =
          requestLine + "\r\n" + String.join("\r\n", headers) + "\r\nConnection: close\r\n\r\n";
      socket.setSoTimeout(10_000);
      socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
      socket.shutdownOutput();
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private JsonNode event() throws InterruptedException {
    return requireNonNull(events.poll(5, TimeUnit.SECONDS));
  }

  private static boolean await(CountDownLatch latch) {
    try {
      return latch.await(10, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      return false;
    }
  }

  private static void assertMessage(HttpResponse<String> response, int status, String message) {
    assertThat(response.statusCode()).isEqualTo(status);
    assertThat(response.body()).isEqualTo("{\"message\":\"" + message + "\"}");
    assertThat(response.headers().firstValue("content-type")).hasValue("application/json");
  }
}
