package dev.headwater.local.endpoints;

import static dev.headwater.local.functions.Handlers.declare;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.headwater.local.bus.LocalBus;
import dev.headwater.local.functions.FunctionInvoker.Invocation;
import dev.headwater.local.functions.FunctionInvoker.Invocation.Answered;
import dev.headwater.local.functions.FunctionInvoker.Invocation.Failed;
import dev.headwater.local.functions.Handlers;
import dev.headwater.local.ground.CapturedLog;
import dev.headwater.local.ground.LocalArn;
import dev.headwater.local.http.HttpRoutes;
import dev.headwater.local.mappings.TestCloud;
import dev.headwater.local.progress.OutstandingWork;
import dev.headwater.local.template.FunctionDeclaration;
import dev.headwater.local.template.RuleDeclaration;
import dev.headwater.local.template.RuleDeclaration.Target;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.elasticmq.rest.sqs.SQSRestServer;
import org.elasticmq.rest.sqs.SQSRestServerBuilder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.eventbridge.EventBridgeClient;
import software.amazon.awssdk.services.eventbridge.model.EventBridgeException;
import software.amazon.awssdk.services.eventbridge.model.PutEventsRequestEntry;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.lambda.model.InvalidRequestContentException;
import software.amazon.awssdk.services.lambda.model.InvocationType;
import software.amazon.awssdk.services.lambda.model.InvokeResponse;
import software.amazon.awssdk.services.lambda.model.LambdaException;
import software.amazon.awssdk.services.lambda.model.RequestTooLargeException;
import software.amazon.awssdk.services.lambda.model.ResourceNotFoundException;
import software.amazon.awssdk.services.lambda.model.TooManyRequestsException;
import software.amazon.awssdk.services.sqs.SqsClient;

class AwsEndpointTest {
  private static final StaticCredentialsProvider CREDENTIALS =
      StaticCredentialsProvider.create(AwsBasicCredentials.create("local", "local"));

  private final BlockingQueue<String> events = new ArrayBlockingQueue<>(10);
  private final AtomicInteger throttles = new AtomicInteger();
  private final AtomicBoolean stopping = new AtomicBoolean();
  private final CountDownLatch mayEnd = new CountDownLatch(1);
  private final OutstandingWork work = new OutstandingWork();
  private AwsEndpoint endpoint;
  private LambdaClient lambda;

  @BeforeEach
  void start() {
    List<FunctionDeclaration> functions = List.of(declare("echo", Handlers.Echo.class));
    try (SqsClient unused = sqs(URI.create("http://127.0.0.1:1"))) {
      var bus = new LocalBus(List.of(), List.of(), reach(unused, "none"));
      endpoint = AwsEndpoint.start(bus, this::invoke, functions, work);
    }
    lambda =
        LambdaClient.builder()
            .endpointOverride(endpoint.uri())
            .region(Region.US_EAST_1)
            .credentialsProvider(CREDENTIALS)
            .build();
  }

  @AfterEach
  void stop() {
    lambda.close();
    endpoint.close();
  }

  private Invocation invoke(String name, String event) {
    if (throttles.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
      return new Failed(Failed.THROTTLED, "Rate Exceeded.");
    }
    if (stopping.get()) {
      return new Failed(Failed.STOPPING, "stopping");
    }
    events.add(event);
    if (event.contains("wait")) {
      awaitEnd();
    }
    if (event.contains("bug")) {
      throw new IllegalArgumentException(event);
    }
    return event.contains("fail")
        ? new Failed("com.example.Broken", "no \"luck\"")
        : new Answered("{\"by\":\"" + name + "\"}");
  }

  private void awaitEnd() {
    try {
      assertThat(mayEnd.await(30, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Test
  void an_event_from_an_ordinary_client_reaches_its_queue() {
    SQSRestServer server =
        SQSRestServerBuilder.withInterface("127.0.0.1").withDynamicPort().start();
    int port = server.waitUntilStarted().localAddress().getPort();
    try (SqsClient sqs = sqs(URI.create("http://127.0.0.1:" + port))) {
      String url = sqs.createQueue(queue -> queue.queueName("orders")).queueUrl();
      var rule =
          new RuleDeclaration(
              "R",
              "r",
              "default",
              "{\"source\": [\"shop\"]}",
              true,
              List.of(new Target("t", LocalArn.queue("orders"), null)));
      var bus = new LocalBus(List.of(), List.of(rule), reach(sqs, url));
      try (AwsEndpoint own = AwsEndpoint.start(bus, this::invoke, List.of(), work);
          EventBridgeClient client = eventBridge(own)) {
        var answer =
            client.putEvents(
                put ->
                    put.entries(
                        PutEventsRequestEntry.builder()
                            .source("shop")
                            .detailType("OrderPlaced")
                            .detail("{\"n\":1}")
                            .resources("r1")
                            .time(Instant.parse("2026-03-01T10:00:00.250Z"))
                            .build(),
                        PutEventsRequestEntry.builder()
                            .source("shop")
                            .detailType("OrderPlaced")
                            .detail("{")
                            .build()));

        assertThat(answer.failedEntryCount()).isEqualTo(1);
        assertThat(answer.entries().get(0).eventId()).hasSize(36);
        assertThat(answer.entries().get(1).errorCode()).isEqualTo("MalformedDetail");
        assertThat(sqs.receiveMessage(receive -> receive.queueUrl(url)).messages())
            .singleElement()
            .satisfies(
                message ->
                    assertThat(message.body())
                        .contains(
                            answer.entries().get(0).eventId(),
                            "\"time\":\"2026-03-01T10:00:00Z\"",
                            "\"resources\":[\"r1\"]",
                            "\"detail\":{\"n\":1}"));
      }
    } finally {
      server.stopAndWait();
    }
  }

  @Test
  void an_invalid_call_of_put_events_is_a_validation_exception() {
    try (EventBridgeClient client = eventBridge(endpoint)) {
      assertThatThrownBy(() -> client.putEvents(put -> put.entries(List.of())))
          .isInstanceOfSatisfying(
              EventBridgeException.class,
              e -> {
                assertThat(e.statusCode()).isEqualTo(400);
                assertThat(e.awsErrorDetails().errorCode()).isEqualTo("ValidationException");
              });
    }
  }

  @Test
  void refuses_other_operations_of_eventbridge_by_name() {
    try (EventBridgeClient client = eventBridge(endpoint)) {
      assertThatThrownBy(() -> client.listRules(rules -> rules.eventBusName("default")))
          .isInstanceOfSatisfying(
              EventBridgeException.class,
              e -> {
                assertThat(e.statusCode()).isEqualTo(400);
                assertThat(e.awsErrorDetails().errorCode()).isEqualTo("UnknownOperationException");
                assertThat(e.awsErrorDetails().errorMessage()).contains("AWSEvents.ListRules");
              });
    }
  }

  @Test
  void malformed_json_is_a_serialization_exception() throws Exception {
    for (String body :
        List.of("{", "{\"Entries\":[{\"Source\":1}]}", "{\"Entries\":[{\"Time\":\"noon\"}]}")) {
      HttpResponse<String> answer = post("/", body, "X-Amz-Target", "AWSEvents.PutEvents");
      assertThat(answer.statusCode()).isEqualTo(400);
      assertThat(answer.body()).contains("\"__type\":\"SerializationException\"");
    }
  }

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
          lambda.invoke(
              call ->
                  call.functionName(name)
                      .qualifier("live")
                      .payload(SdkBytes.fromUtf8String("{\"n\":1}")));

      assertThat(answer.statusCode()).isEqualTo(200);
      assertThat(answer.payload().asUtf8String()).isEqualTo("{\"by\":\"echo\"}");
      assertThat(answer.executedVersion()).isEqualTo("$LATEST");
      assertThat(answer.functionError()).isNull();
      assertThat(events.poll()).isEqualTo("{\"n\":1}");
    }
  }

  @Test
  void a_call_without_a_body_passes_an_empty_object() {
    lambda.invoke(call -> call.functionName("echo"));

    assertThat(events.poll()).isEqualTo("{}");
  }

  @ParameterizedTest
  @ValueSource(strings = {"22ff22", "22c08022", "22eda08022", "ff", "20", "7b"})
  void an_event_that_is_not_json_in_utf_8_reaches_no_function(String hex) {
    byte[] payload = HexFormat.of().parseHex(hex);

    assertThatThrownBy(
            () ->
                lambda.invoke(
                    call -> call.functionName("echo").payload(SdkBytes.fromByteArray(payload))))
        .isInstanceOf(InvalidRequestContentException.class);
    assertThat(events).isEmpty();
  }

  @Test
  void a_functions_error_is_returned_as_a_payload() {
    InvokeResponse answer =
        lambda.invoke(
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
          post("/2015-03-31/functions/echo/invocations", "\"bug\"", "X-Test", "1");

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
    throttles.set(2);

    InvokeResponse answer =
        lambda.invoke(
            call ->
                call.functionName("echo")
                    .invocationType(InvocationType.EVENT)
                    .payload(SdkBytes.fromUtf8String("{\"n\":2}")));

    assertThat(answer.statusCode()).isEqualTo(202);
    assertThat(events.poll(10, TimeUnit.SECONDS)).isEqualTo("{\"n\":2}");
  }

  @Test
  void while_stopping_it_refuses_calls_but_accepts_events() {
    endpoint.refuseCalls();

    assertThatThrownBy(() -> lambda.invoke(call -> call.functionName("echo")))
        .isInstanceOfSatisfying(
            LambdaException.class, e -> assertThat(e.statusCode()).isEqualTo(503))
        .hasMessageContaining("stopping");
    try (EventBridgeClient client = eventBridge(endpoint)) {
      assertThat(
              client
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
    }
    assertThat(events).isEmpty();
  }

  @Test
  void reports_asynchronous_calls_lost_by_a_stop() {
    stopping.set(true);
    InvokeResponse answer =
        lambda.invoke(call -> call.functionName("echo").invocationType(InvocationType.EVENT));
    assertThat(answer.statusCode()).isEqualTo(202);
    endpoint.close();

    assertThat(work.isLost()).isTrue();
    assertThat(events).isEmpty();
  }

  @Test
  void an_asynchronous_call_holds_back_the_low_water_mark_until_it_ends() {
    throttles.set(1);
    lambda.invoke(
        call ->
            call.functionName("echo")
                .invocationType(InvocationType.EVENT)
                .payload(SdkBytes.fromUtf8String("{\"wait\":1}")));
    assertThat(work.isDrained()).isFalse();
    mayEnd.countDown();
    TestCloud.eventually().until(work::isDrained);
  }

  @Test
  void a_dry_run_calls_nothing() {
    InvokeResponse answer =
        lambda.invoke(call -> call.functionName("echo").invocationType(InvocationType.DRY_RUN));

    assertThat(answer.statusCode()).isEqualTo(204);
    assertThat(events).isEmpty();
  }

  @Test
  void calls_that_cannot_run_throw_the_sdks_exceptions() {
    assertThatThrownBy(() -> lambda.invoke(call -> call.functionName("missing")))
        .isInstanceOf(ResourceNotFoundException.class)
        .hasMessageContaining("Function not found: " + LocalArn.function("missing"));
    assertThatThrownBy(
            () ->
                lambda.invoke(
                    call -> call.functionName("echo").payload(SdkBytes.fromUtf8String("{"))))
        .isInstanceOfSatisfying(
            LambdaException.class, e -> assertThat(e.statusCode()).isEqualTo(400));
    assertThatThrownBy(
            () ->
                lambda.invoke(
                    call ->
                        call.functionName("echo")
                            .payload(SdkBytes.fromByteArray(new byte[6 * 1024 * 1024 + 1]))))
        .isInstanceOf(RequestTooLargeException.class);
    throttles.set(Integer.MAX_VALUE);
    assertThatThrownBy(() -> lambda.invoke(call -> call.functionName("echo")))
        .isInstanceOf(TooManyRequestsException.class);
  }

  @Test
  void any_other_path_is_not_found_and_names_the_supported_apis() throws Exception {
    HttpResponse<String> answer = post("/2015-03-31/functions", "{}", "X-Test", "1");

    assertThat(answer.statusCode()).isEqualTo(404);
    assertThat(answer.body()).contains("no POST /2015-03-31/functions");
  }

  @Test
  void listens_on_the_loopback_interface() {
    assertThat(endpoint.uri().getHost()).isEqualTo("127.0.0.1");
  }

  private HttpResponse<String> post(String path, String body, String header, String value)
      throws IOException, InterruptedException {
    try (HttpClient client = HttpClient.newHttpClient()) {
      return client.send(
          HttpRequest.newBuilder(endpoint.uri().resolve(path))
              .header(header, value)
              .POST(BodyPublishers.ofString(body))
              .build(),
          BodyHandlers.ofString());
    }
  }

  private LocalBus.Targets reach(SqsClient sqs, String url) {
    return new LocalBus.Targets(sqs, name -> url, work::recordLoss);
  }

  private static EventBridgeClient eventBridge(AwsEndpoint endpoint) {
    return EventBridgeClient.builder()
        .endpointOverride(endpoint.uri())
        .region(Region.US_EAST_1)
        .credentialsProvider(CREDENTIALS)
        .build();
  }

  private static SqsClient sqs(URI uri) {
    return SqsClient.builder()
        .endpointOverride(uri)
        .region(Region.US_EAST_1)
        .credentialsProvider(CREDENTIALS)
        .build();
  }
}
