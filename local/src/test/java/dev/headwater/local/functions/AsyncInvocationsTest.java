package dev.headwater.local.functions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.headwater.local.functions.FunctionInvoker.Invocation;
import dev.headwater.local.functions.FunctionInvoker.Invocation.Answered;
import dev.headwater.local.functions.FunctionInvoker.Invocation.Failed;
import dev.headwater.local.ground.CapturedLog;
import dev.headwater.local.ground.LocalArn;
import dev.headwater.local.progress.OutstandingWork;
import dev.headwater.local.progress.StreamOrigin;
import dev.headwater.local.queues.LocalSqs;
import dev.headwater.local.template.EventInvokeConfig;
import dev.headwater.local.template.FunctionDeclaration;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.sqs.model.Message;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class AsyncInvocationsTest {
  private static final Failed BROKEN = new Failed("com.example.Broken", "no \uffff luck");
  private static final Failed THROTTLED = new Failed(Failed.THROTTLED, "Rate Exceeded.");
  private static final Duration NONE = Duration.ZERO;
  private static final Duration LONG = Duration.ofHours(6);

  private static LocalSqs queues;

  private final OutstandingWork work = new OutstandingWork();
  private final Queue<Invocation> outcomes = new ArrayDeque<>();
  private final AtomicInteger calls = new AtomicInteger();
  private final CountDownLatch mayEnd = new CountDownLatch(1);
  private @Nullable AsyncInvocations invocations;

  @BeforeAll
  static void startQueues() {
    queues = LocalSqs.start();
    queues.client().createQueue(queue -> queue.queueName("dead"));
    queues.client().createQueue(queue -> queue.queueName("failed"));
  }

  @AfterAll
  static void stopQueues() {
    queues.close();
  }

  @AfterEach
  void stop() {
    mayEnd.countDown();
    if (invocations != null) {
      invocations.close();
    }
  }

  private AsyncInvocations start(EventInvokeConfig config) {
    var function =
        new FunctionDeclaration(
            "Fn",
            "fn",
            "Handler",
            null,
            21,
            Duration.ofSeconds(3),
            128,
            1,
            Map.of(),
            List.of(),
            List.of(),
            config);
    var services = new AsyncInvocations.Services(this::call, queues.client(), queues::url, work);
    invocations = new AsyncInvocations(List.of(function), services);
    return invocations;
  }

  private AsyncInvocations start() {
    return start(EventInvokeConfig.DEFAULTS);
  }

  private synchronized Invocation call(String name, String event) {
    calls.incrementAndGet();
    if (event.contains("wait")) {
      awaitEnd();
    }
    Invocation outcome = outcomes.poll();
    return outcome == null ? new Answered("{}") : outcome;
  }

  private void awaitEnd() {
    try {
      assertThat(mayEnd.await(30, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void awaitSettled() {
    await().atMost(Duration.ofSeconds(20)).until(work::isDrained);
  }

  private static Message received(String queue) {
    return queues
        .client()
        .receiveMessage(
            r -> r.queueUrl(queues.url(queue)).messageAttributeNames("All").waitTimeSeconds(5))
        .messages()
        .getFirst();
  }

  @Test
  void retries_throttled_calls_beyond_the_number_of_retries_of_errors() {
    outcomes.addAll(List.of(THROTTLED, THROTTLED, THROTTLED, THROTTLED));

    assertThat(start().invoke("fn", "{}", NONE)).isTrue();

    awaitSettled();
    assertThat(calls).hasValue(5);
  }

  @Test
  void an_event_that_every_call_fails_on_goes_to_both_failure_queues() {
    outcomes.addAll(List.of(BROKEN, BROKEN, BROKEN));
    var config = new EventInvokeConfig(2, LONG, LocalArn.queue("failed"), LocalArn.queue("dead"));

    start(config).invoke("fn", "{\"n\":1}", NONE);

    awaitSettled();
    assertThat(calls).hasValue(3);
    Message deadLetter = received("dead");
    assertThat(deadLetter.body()).isEqualTo("{\"n\":1}");
    assertThat(deadLetter.messageAttributes())
        .containsKey("RequestID")
        .hasEntrySatisfying("ErrorCode", code -> assertThat(code.stringValue()).isEqualTo("200"))
        .hasEntrySatisfying(
            "ErrorMessage", text -> assertThat(text.stringValue()).isEqualTo("no ? luck"));
    JsonNode record = JsonMapper.shared().readTree(received("failed").body());
    assertThat(record.at("/requestContext/functionArn").asString())
        .isEqualTo(LocalArn.function("fn") + ":$LATEST");
    assertThat(record.at("/requestContext/condition").asString()).isEqualTo("RetriesExhausted");
    assertThat(record.at("/requestContext/approximateInvokeCount").intValue()).isEqualTo(3);
    assertThat(record.at("/requestPayload/n").intValue()).isEqualTo(1);
    assertThat(record.at("/responseContext/functionError").asString()).isEqualTo("Unhandled");
    assertThat(record.at("/responsePayload/errorType").asString()).isEqualTo("com.example.Broken");
    assertThat(record.at("/responsePayload/errorMessage").asString()).isEqualTo("no \uffff luck");
  }

  @Test
  void gives_up_a_throttled_event_when_it_is_too_old() {
    outcomes.add(THROTTLED);

    start(new EventInvokeConfig(2, NONE, LocalArn.queue("failed"), null)).invoke("fn", "1", NONE);

    awaitSettled();
    JsonNode record = JsonMapper.shared().readTree(received("failed").body());
    assertThat(record.at("/requestContext/condition").asString()).isEqualTo("EventAgeExceeded");
    assertThat(record.at("/requestPayload").intValue()).isEqualTo(1);
    assertThat(record.has("responsePayload")).isFalse();
  }

  @Test
  void without_a_failure_queue_the_log_names_the_function_but_not_the_event() {
    outcomes.add(new Failed("com.example.Broken", "about ada@example.com"));
    try (var log = new CapturedLog(FailedEvents.class)) {
      start(new EventInvokeConfig(0, LONG, null, null)).invoke("fn", "\"ada@example.com\"", NONE);

      awaitSettled();
      assertThat(log.lines())
          .singleElement()
          .asString()
          .contains("Function fn lost an event after 1 errors", "com.example.Broken")
          .doesNotContain("ada");
    }
    assertThat(work.isLost()).isFalse();
  }

  @Test
  void an_event_whose_failure_queue_fails_too_counts_as_lost() {
    outcomes.add(BROKEN);

    start(new EventInvokeConfig(0, LONG, null, LocalArn.queue("dead")))
        .invoke("fn", "\"" + "x".repeat(2 * 1024 * 1024) + "\"", NONE);

    await().atMost(Duration.ofSeconds(20)).until(work::isLost);
  }

  @Test
  void waits_before_a_delayed_call() {
    long begin = System.nanoTime();
    start().invoke("fn", "{}", Duration.ofMillis(300));

    awaitSettled();
    assertThat(Duration.ofNanos(System.nanoTime() - begin)).isGreaterThan(Duration.ofMillis(299));
    assertThat(calls).hasValue(1);
  }

  @Test
  void accepts_no_more_events_than_it_has_room_for() {
    AsyncInvocations full = start();
    String large = "\"wait" + "x".repeat(AsyncInvocations.MAX_BYTES / 2 - 10) + "\"";

    assertThat(full.invoke("fn", large, NONE)).isTrue();
    assertThat(full.invoke("fn", large, NONE)).isTrue();
    assertThat(full.invoke("fn", large, NONE)).isFalse();
    mayEnd.countDown();
    awaitSettled();
    assertThat(full.invoke("fn", large, NONE)).isTrue();
  }

  @Test
  void a_stop_waits_for_events_and_refuses_new_ones() {
    outcomes.add(THROTTLED);
    AsyncInvocations stopped = start();
    stopped.invoke("fn", "{}", Duration.ofMillis(100));
    stopped.close();

    assertThat(calls).hasValue(2);
    assertThat(work.isDrained()).isTrue();
    assertThat(stopped.invoke("fn", "{}", NONE)).isFalse();
    assertThat(work.isDrained()).isTrue();
  }

  @Test
  void reports_events_that_are_lost_by_a_stop() {
    outcomes.add(new Failed(Failed.STOPPING, "stopping"));
    AsyncInvocations stopped = start();
    stopped.invoke("fn", "{}", NONE);
    stopped.close();

    assertThat(work.isLost()).isTrue();
  }

  @Test
  void an_event_of_stream_records_in_progress_is_after_the_cut() {
    AsyncInvocations events = start();
    StreamOrigin.with(true, () -> events.invoke("fn", "\"wait\"", NONE));

    assertThat(work.isDrained()).isTrue();
    work.cut();
    assertThat(work.isDrained()).isFalse();
    mayEnd.countDown();
    awaitSettled();
  }
}
