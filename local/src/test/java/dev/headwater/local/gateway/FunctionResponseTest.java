package dev.headwater.local.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headwater.local.functions.FunctionInvoker.Invocation.Answered;
import dev.headwater.local.functions.FunctionInvoker.Invocation.Failed;
import dev.headwater.local.functions.Handlers;
import dev.headwater.local.http.LoopbackPort;
import dev.headwater.local.template.FunctionDeclaration;
import dev.headwater.local.template.RouteDeclaration;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** How the result of a function becomes the response. */
class FunctionResponseTest {
  @AutoClose private final PetsApi api = new PetsApi();

  @Test
  void a_structured_result_becomes_the_response() throws Exception {
    api.answer =
        new Answered(
            """
            {"statusCode": 201, "headers": {"Location": "/pets/1", "ETag": "\\"1\\"", "X-N": 1,
              "Content-Type": "application/json", "Content-Length": "999",
              "Date": "Thu, 01 Jan 1970 00:00:00 GMT"},
             "cookies": ["a=1; Secure", "b=2"], "body": "{\\"n\\":\\"ä\\"}"}
            """);

    var response = api.send(api.post("{}"));

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
    api.answer =
        new Answered(
            """
            {"statusCode": "200", "body": "aGk=", "isBase64Encoded": true}
            """);

    var response = api.send(api.post("{}"));

    assertThat(response.body()).isEqualTo("hi");
    assertThat(response.headers().firstValue("content-type")).hasValue("text/plain; charset=utf-8");
  }

  @Test
  void a_status_without_content_has_no_body() throws Exception {
    api.answer = new Answered("{\"statusCode\": 204}");
    var response = api.send(api.post("{}"));

    assertThat(response.statusCode()).isEqualTo(204);
    assertThat(response.body()).isEmpty();
    assertThat(response.headers().firstValue("content-type")).isEmpty();
  }

  @Test
  void any_other_json_becomes_the_body() throws Exception {
    api.answer = new Answered("{\"n\": 1}");
    var object = api.send(api.post("{}"));
    api.answer = new Answered("\"hello\"");
    var text = api.send(api.post("{}"));

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
      api.answer = new Answered(malformed);
      PetsApi.assertMessage(api.send(api.post("{}")), 500, "Internal Server Error");
    }
  }

  @Test
  void a_failure_of_the_function_reveals_no_details() throws Exception {
    api.answer = new Failed("com.example.Broken", "secret");
    PetsApi.assertMessage(api.send(api.post("{}")), 500, "Internal Server Error");
    api.answer = new Failed(Failed.TIMED_OUT, "Task timed out");
    PetsApi.assertMessage(api.send(api.post("{}")), 500, "Internal Server Error");
    api.answer = new Failed(Failed.THROTTLED, "Rate Exceeded.");
    PetsApi.assertMessage(api.send(api.post("{}")), 503, "Service Unavailable");
    api.answer = new Failed(Failed.EVENT_TOO_LARGE, "too large");
    PetsApi.assertMessage(api.send(api.post("{}")), 413, "Request Entity Too Large");
  }

  @Test
  void answers_503_for_a_function_that_takes_longer_than_the_gateway_waits() throws Exception {
    var ended = new CountDownLatch(1);
    FunctionDeclaration slow =
        Handlers.declare("slow", Handlers.Echo.class, new RouteDeclaration("GET", "/slow"));
    try (HttpApi own =
        new HttpApi(
            LoopbackPort.bind(0),
            List.of(slow),
            (name, event) -> {
              assertThat(await(ended)).isTrue();
              return new Answered("{}");
            },
            PetsApi::metrics,
            Duration.ofMillis(100))) {
      PetsApi.assertMessage(api.send(PetsApi.request(own, "/slow")), 503, "Service Unavailable");
      ended.countDown();
    }
  }

  @Test
  void a_head_request_needs_its_own_route_and_gets_no_body() throws Exception {
    api.answer = new Answered("{\"statusCode\": 200, \"body\": \"content\"}");

    var response = api.send(api.request("/pets/1").method("HEAD", BodyPublishers.noBody()));

    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.body()).isEmpty();
    assertThat(api.event().path("routeKey").stringValue()).isEqualTo("HEAD /pets/{id}");
    assertThat(api.send(api.request("/pets/1").GET()).body()).isEqualTo("content");
  }

  @Test
  void a_response_to_head_ends_with_its_headers() throws Exception {
    api.answer = new Answered("{\"statusCode\": 200, \"body\": \"content\"}");

    assertThat(api.raw("HEAD /pets/1 HTTP/1.1"))
        .startsWith("HTTP/1.1 200 ")
        .containsIgnoringCase("\r\ncontent-length: 7\r\n")
        .endsWith("\r\n\r\n");
    assertThat(api.raw("HEAD /nowhere HTTP/1.1")).startsWith("HTTP/1.1 404 ").endsWith("\r\n\r\n");
  }

  private static boolean await(CountDownLatch latch) {
    try {
      return latch.await(10, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      return false;
    }
  }
}
