package dev.headwater.local.endpoints;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.headwater.local.ground.CapturedLog;
import dev.headwater.local.ground.LocalArn;
import dev.headwater.local.http.HttpRoutes;
import dev.headwater.local.mappings.TestCloud;
import java.net.http.HttpResponse;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.eventbridge.model.PutEventsRequestEntry;
import software.amazon.awssdk.services.lambda.model.InvalidRequestContentException;
import software.amazon.awssdk.services.lambda.model.InvocationType;
import software.amazon.awssdk.services.lambda.model.InvokeResponse;
import software.amazon.awssdk.services.lambda.model.LambdaException;
import software.amazon.awssdk.services.lambda.model.RequestTooLargeException;
import software.amazon.awssdk.services.lambda.model.ResourceNotFoundException;
import software.amazon.awssdk.services.lambda.model.TooManyRequestsException;

/** The Lambda API of the endpoint, and what its APIs have in common. */
class AwsEndpointTest {
  @AutoClose private final TestEndpoint aws = new TestEndpoint();

  @Test
  void invokes_a_function_by_name_or_arn_with_any_qualifier() {
    for (String name :
        List.of(
            "echo",
            "echo:live",
            "000000000000:function:echo",
            LocalArn.function("echo"),
            LocalArn.function("echo") + ":live")) {
      InvokeResponse answer =
          aws.lambda.invoke(
              call ->
                  call.functionName(name)
                      .qualifier("live")
                      .payload(SdkBytes.fromUtf8String("{\"n\":1}")));

      assertThat(answer.statusCode()).isEqualTo(200);
      assertThat(answer.payload().asUtf8String()).isEqualTo("{\"by\":\"echo\"}");
      assertThat(answer.executedVersion()).isEqualTo("$LATEST");
      assertThat(answer.functionError()).isNull();
      assertThat(aws.events.poll()).isEqualTo("{\"n\":1}");
    }
  }

  @Test
  void a_call_without_a_body_passes_an_empty_object() {
    aws.lambda.invoke(call -> call.functionName("echo"));

    assertThat(aws.events.poll()).isEqualTo("{}");
  }

  @ParameterizedTest
  @ValueSource(strings = {"22ff22", "22c08022", "22eda08022", "ff", "20", "7b"})
  void an_event_that_is_not_json_in_utf_8_reaches_no_function(String hex) {
    byte[] payload = HexFormat.of().parseHex(hex);

    assertThatThrownBy(
            () ->
                aws.lambda.invoke(
                    call -> call.functionName("echo").payload(SdkBytes.fromByteArray(payload))))
        .isInstanceOf(InvalidRequestContentException.class);
    assertThat(aws.events).isEmpty();
  }

  @Test
  void a_functions_error_is_returned_as_a_payload() {
    InvokeResponse answer =
        aws.lambda.invoke(
            call -> call.functionName("echo").payload(SdkBytes.fromUtf8String("\"fail\"")));

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.functionError()).isEqualTo("Unhandled");
    assertThat(answer.payload().asUtf8String())
        .contains("\"errorType\":\"com.example.Broken\"", "\"errorMessage\":\"no \\\"luck\\\"\"");
  }

  @Test
  void our_own_bug_is_logged_and_answered_with_500() throws Exception {
    try (var log = new CapturedLog(HttpRoutes.class)) {
      HttpResponse<String> answer =
          aws.post("/2015-03-31/functions/echo/invocations", "\"bug\"", "X-Test", "1");

      assertThat(answer.statusCode()).isEqualTo(500);
      assertThat(log.lines())
          .singleElement()
          .asString()
          .startsWith("Request failed: " + "java.lang.IllegalArgumentException at ")
          .doesNotContain("bug");
    }
  }

  @Test
  void an_asynchronous_call_runs_later_and_survives_throttling() throws Exception {
    aws.throttles.set(2);

    InvokeResponse answer =
        aws.lambda.invoke(
            call ->
                call.functionName("echo")
                    .invocationType(InvocationType.EVENT)
                    .payload(SdkBytes.fromUtf8String("{\"n\":2}")));

    assertThat(answer.statusCode()).isEqualTo(202);
    assertThat(aws.events.poll(10, TimeUnit.SECONDS)).isEqualTo("{\"n\":2}");
  }

  @Test
  void while_stopping_it_refuses_calls_but_accepts_events() {
    aws.endpoint.refuseCalls();

    assertThatThrownBy(() -> aws.lambda.invoke(call -> call.functionName("echo")))
        .isInstanceOfSatisfying(
            LambdaException.class, e -> assertThat(e.statusCode()).isEqualTo(503))
        .hasMessageContaining("stopping");
    assertThat(
            aws.eventBridge
                .putEvents(
                    put ->
                        put.entries(
                            PutEventsRequestEntry.builder()
                                .source("shop")
                                .detailType("OrderPlaced")
                                .detail("{}")
                                .build()))
                .failedEntryCount())
        .isZero();
    assertThat(aws.events).isEmpty();
  }

  @Test
  void an_asynchronous_call_holds_back_the_low_water_mark_until_it_ends() {
    aws.throttles.set(1);
    aws.lambda.invoke(
        call ->
            call.functionName("echo")
                .invocationType(InvocationType.EVENT)
                .payload(SdkBytes.fromUtf8String("{\"wait\":1}")));
    assertThat(aws.work.isDrained()).isFalse();
    aws.mayEnd.countDown();
    TestCloud.eventually().until(aws.work::isDrained);
  }

  @Test
  void a_dry_run_calls_nothing() {
    InvokeResponse answer =
        aws.lambda.invoke(call -> call.functionName("echo").invocationType(InvocationType.DRY_RUN));

    assertThat(answer.statusCode()).isEqualTo(204);
    assertThat(aws.events).isEmpty();
  }

  @Test
  void calls_that_cannot_run_throw_the_sdks_exceptions() {
    assertThatThrownBy(() -> aws.lambda.invoke(call -> call.functionName("missing")))
        .isInstanceOf(ResourceNotFoundException.class)
        .hasMessageContaining("Function not found: " + LocalArn.function("missing"));
    assertThatThrownBy(
            () ->
                aws.lambda.invoke(
                    call -> call.functionName("echo").payload(SdkBytes.fromUtf8String("{"))))
        .isInstanceOfSatisfying(
            LambdaException.class, e -> assertThat(e.statusCode()).isEqualTo(400));
    assertThatThrownBy(
            () ->
                aws.lambda.invoke(
                    call ->
                        call.functionName("echo")
                            .payload(SdkBytes.fromByteArray(new byte[6 * 1024 * 1024 + 1]))))
        .isInstanceOf(RequestTooLargeException.class);
    aws.throttles.set(Integer.MAX_VALUE);
    assertThatThrownBy(() -> aws.lambda.invoke(call -> call.functionName("echo")))
        .isInstanceOf(TooManyRequestsException.class);
  }

  @Test
  void any_other_path_is_not_found_and_names_the_supported_apis() throws Exception {
    HttpResponse<String> answer = aws.post("/2015-03-31/functions", "{}", "X-Test", "1");

    assertThat(answer.statusCode()).isEqualTo(404);
    assertThat(answer.body()).contains("no POST /2015-03-31/functions");
  }

  @Test
  void listens_on_the_loopback_interface() {
    assertThat(aws.endpoint.uri().getHost()).isEqualTo("127.0.0.1");
  }
}
