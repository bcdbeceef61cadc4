package dev.headwater.local.endpoints;

import static dev.headwater.local.functions.Handlers.declare;
import static org.assertj.core.api.Assertions.assertThat;

import dev.headwater.local.bus.LocalBus;
import dev.headwater.local.functions.AsyncInvoker;
import dev.headwater.local.functions.FunctionInvoker.Invocation.Answered;
import dev.headwater.local.functions.Handlers;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.auth.credentials.AnonymousCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.sqs.SqsClient;

/** Malformed requests, which no SDK sends. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AwsRequestsTest {
  private final HttpClient client = HttpClient.newHttpClient();
  private final SqsClient unused =
      SqsClient.builder()
          .endpointOverride(URI.create("http://127.0.0.1:1"))
          .region(Region.US_EAST_1)
          .credentialsProvider(AnonymousCredentialsProvider.create())
          .build();
  private final AwsEndpoint endpoint =
      AwsEndpoint.start(
          new LocalBus(List.of(), List.of(), new LocalBus.Targets(unused, name -> name, () -> {})),
          (name, event) -> new Answered(event),
          AsyncInvoker.NONE,
          List.of(declare("echo", Handlers.Echo.class)));

  @AfterAll
  void stop() {
    endpoint.close();
    unused.close();
    client.close();
  }

  private HttpResponse<String> send(String path, byte[] body, String... headers)
      throws IOException, InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(endpoint.uri().resolve(path)).POST(BodyPublishers.ofByteArray(body));
    if (headers.length > 0) {
      request.headers(headers);
    }
    return client.send(request.build(), BodyHandlers.ofString());
  }

  private HttpResponse<String> put(String body) throws IOException, InterruptedException {
    return send("/", body.getBytes(StandardCharsets.UTF_8), "X-Amz-Target", "AWSEvents.PutEvents");
  }

  private HttpResponse<String> invoke(byte[] body, String... headers)
      throws IOException, InterruptedException {
    return send("/2015-03-31/functions/echo/invocations", body, headers);
  }

  private static String entry(String fields) {
    return "{\"Entries\": [{\"Source\": \"s\", \"Detail\": \"{}\", \"DetailType\": \"t\""
        + fields
        + "}]}";
  }

  @ParameterizedTest
  @ValueSource(strings = {"1e17", "-1e17", "1e999999999", "\"now\"", "true", "253402300800", "[]"})
  void an_invalid_time_is_a_serialization_error(String time) throws Exception {
    HttpResponse<String> answer = put(entry(", \"Time\": " + time));
    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(answer.body()).contains("\"__type\":\"SerializationException\"");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[]",
        "1",
        "{\"Entries\": 1}",
        "{\"Entries\": [1]}",
        "{\"Entries\": [{\"Source\": 1}]}",
        "{\"Entries\": [{\"Resources\": \"r\"}]}",
        "{\"Entries\": [{\"Resources\": [1]}]}",
        "{\"Entries\": {}}",
        "{",
        ""
      })
  void a_value_of_the_wrong_type_is_a_serialization_error(String body) throws Exception {
    HttpResponse<String> answer = put(body);
    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(answer.body()).contains("\"__type\":\"SerializationException\"");
  }

  @Test
  void accepts_the_earliest_and_latest_times() throws Exception {
    for (String time : List.of("0", "-1.5", "253402300799.999", "1.7e9")) {
      assertThat(put(entry(", \"Time\": " + time)).body())
          .as(time)
          .contains("\"FailedEntryCount\":0");
    }
  }

  @Test
  void an_overlong_text_fails_only_its_entry() throws Exception {
    HttpResponse<String> answer =
        put(
            """
            {"Entries": [{"Source": "s", "Detail": "{}", "DetailType": "%s"},
             {"Source": "s", "Detail": "{}", "DetailType": "%s"},
             {"Source": "%s", "Detail": "{}", "DetailType": "t"}]}
            """
                .formatted("t".repeat(128), "t".repeat(129), "s".repeat(257)));
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body())
        .contains(
            "\"FailedEntryCount\":2",
            "DetailType is longer than 128 characters",
            "Source is longer than 256 characters",
            "\"ErrorCode\":\"InvalidArgument\"");
  }

  @Test
  void an_invalid_bus_name_is_a_validation_error() throws Exception {
    for (String name : List.of("", "a b", "x".repeat(1601))) {
      HttpResponse<String> answer = put(entry(", \"EventBusName\": \"" + name + "\""));
      assertThat(answer.statusCode()).isEqualTo(400);
      assertThat(answer.body()).contains("\"__type\":\"ValidationException\"");
    }
  }

  @Test
  void names_a_byte_order_mark() throws Exception {
    byte[] marked = "\uFEFF{\"Entries\": []}".getBytes(StandardCharsets.UTF_8);
    for (HttpResponse<String> answer :
        List.of(
            invoke(marked),
            invoke("{}".getBytes(StandardCharsets.UTF_16)),
            send("/", marked, "X-Amz-Target", "AWSEvents.PutEvents"))) {
      assertThat(answer.statusCode()).isEqualTo(400);
      assertThat(answer.body()).contains("begins with a byte order mark");
    }
  }

  @Test
  void an_unreadable_invocation_is_a_client_error() throws Exception {
    for (byte[] body :
        List.of(
            new byte[] {'"', (byte) 0xC3, '"'},
            new byte[] {' '},
            "{\"a\": 1e".getBytes(StandardCharsets.UTF_8))) {
      HttpResponse<String> answer = invoke(body);
      assertThat(answer.statusCode()).isEqualTo(400);
      assertThat(answer.headers().firstValue("x-amzn-ErrorType"))
          .hasValue("InvalidRequestContentException");
    }
    for (String context : List.of("%%%", "bm8ganNvbg==", "e30=" + "A".repeat(3600))) {
      HttpResponse<String> answer =
          invoke("{}".getBytes(StandardCharsets.UTF_8), "X-Amz-Client-Context", context);
      assertThat(answer.statusCode()).as(context).isEqualTo(400);
      assertThat(answer.body()).contains("Client context must be");
    }
    assertThat(
            invoke("{}".getBytes(StandardCharsets.UTF_8), "X-Amz-Client-Context", "e30=")
                .statusCode())
        .isEqualTo(200);
  }
}
