package dev.headwater.local.mappings;

import static dev.headwater.local.mappings.RecordingFunction.DONE;
import static dev.headwater.local.mappings.RecordingFunction.THROWN;
import static dev.headwater.local.mappings.RecordingFunction.failures;
import static org.assertj.core.api.Assertions.assertThat;

import dev.headwater.local.chaos.Chaos;
import dev.headwater.local.functions.FunctionInvoker.Invocation;
import dev.headwater.local.ground.StopSignal;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.MessageAttributeValue;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

class QueueMappingTest {
  @AutoClose private final TestCloud cloud = TestCloud.start(null);

  @Test
  void passes_a_message_as_lambda_does() {
    String url = cloud.queues().url(TestCloud.QUEUE);
    cloud
        .queues()
        .client()
        .sendMessage(
            r ->
                r.queueUrl(url)
                    .messageBody("hello")
                    .messageAttributes(
                        Map.of(
                            "kind",
                            MessageAttributeValue.builder()
                                .dataType("String")
                                .stringValue("greeting")
                                .build())));
    RecordingFunction function = new RecordingFunction();
    cloud.runUntil(function, new Mappings().queue(), () -> function.events().size() == 1);

    ObjectNode event = (ObjectNode) function.events().getFirst();
    ObjectNode record = (ObjectNode) event.at("/Records/0");
    ObjectNode attributes = (ObjectNode) record.get("attributes");
    for (String name : List.of("messageId", "receiptHandle", "md5OfMessageAttributes")) {
      assertThat(record.remove(name).asString()).as(name).isNotBlank();
    }
    for (String name : List.of("SentTimestamp", "ApproximateFirstReceiveTimestamp")) {
      assertThat(attributes.remove(name).asString()).as(name).matches("\\d{13}");
    }
    assertThat(attributes.remove("SenderId").asString()).isNotBlank();
    assertThat(event)
        .isEqualTo(
            JsonMapper.shared()
                .readTree(
                    """
                    {"Records": [{
                      "body": "hello",
                      "attributes": {"ApproximateReceiveCount": "1"},
                      "messageAttributes": {"kind": {"stringValue": "greeting",
                        "stringListValues": [], "binaryListValues": [], "dataType": "String"}},
                      "md5OfBody": "5d41402abc4b2a76b9719d911017c592",
                      "eventSource": "aws:sqs",
                      "eventSourceARN": "arn:aws:sqs:us-east-1:000000000000:work",
                      "awsRegion": "us-east-1"
                    }]}\
                    """));
  }

  @Test
  void deletes_the_messages_of_a_successful_call() {
    RecordingFunction function = new RecordingFunction();
    cloud.send("one", "two");
    cloud.runUntil(function, new Mappings().queue(), () -> cloud.queues().isEmpty(TestCloud.QUEUE));
    assertThat(function.allBodies()).containsExactlyInAnyOrder("one", "two");
  }

  @Test
  void only_failed_messages_are_redelivered_and_finally_parked() {
    RecordingFunction function =
        new RecordingFunction(
            event ->
                failures(
                    event
                        .path("Records")
                        .valueStream()
                        .filter(r -> r.path("body").asString().startsWith("bad"))
                        .map(r -> r.path("messageId").asString())
                        .toArray(String[]::new)));
    cloud.send("good-1", "bad", "good-2");
    cloud.runUntil(
        function,
        new Mappings().reportsBatchItemFailures().queue(),
        () -> !cloud.queues().isEmpty(TestCloud.PARKED));
    assertThat(function.allBodies()).containsExactlyInAnyOrder("good-1", "good-2", "bad", "bad");
    assertThat(cloud.receive(TestCloud.PARKED)).containsExactly("bad");
  }

  @Test
  void redelivers_all_messages_of_a_failed_call() {
    AtomicInteger calls = new AtomicInteger();
    RecordingFunction function =
        new RecordingFunction(event -> calls.incrementAndGet() == 1 ? THROWN : DONE);
    cloud.send("one", "two");
    cloud.runUntil(function, new Mappings().queue(), () -> cloud.queues().isEmpty(TestCloud.QUEUE));
    assertThat(function.allBodies()).hasSizeGreaterThan(2).contains("one", "two");
    assertThat(cloud.queues().isEmpty(TestCloud.PARKED)).isTrue();
  }

  @Test
  void retries_a_throttled_call_before_its_messages_return() {
    AtomicInteger calls = new AtomicInteger();
    RecordingFunction function =
        new RecordingFunction(
            event ->
                calls.incrementAndGet() == 1
                    ? new Invocation.Failed(Invocation.Failed.THROTTLED, "Rate Exceeded.")
                    : DONE);
    cloud.send("one");
    cloud.runUntil(function, new Mappings().queue(), () -> cloud.queues().isEmpty(TestCloud.QUEUE));
    assertThat(function.events())
        .hasSize(2)
        .extracting(event -> event.at("/Records/0/attributes/ApproximateReceiveCount"))
        .extracting(JsonNode::asString)
        .containsOnly("1");
  }

  @Test
  void does_not_retry_a_throttled_call_once_its_messages_are_back() {
    RecordingFunction function =
        new RecordingFunction(
            event -> new Invocation.Failed(Invocation.Failed.THROTTLED, "Rate Exceeded."));
    QueueDelivery delivery =
        new QueueDelivery(
            QueueSource.of(new Mappings().batchSize(1).queue(), cloud.queues()),
            "fn",
            function,
            Chaos.NONE,
            new StopSignal());
    List<Message> messages =
        Stream.of("one", "two")
            .map(body -> Message.builder().messageId(body).body(body).build())
            .toList();

    delivery.deliver(new QueueDelivery.Received(messages, System.nanoTime()));
    assertThat(function.allBodies()).containsExactly("one", "two");
  }

  @Test
  void deletes_a_message_that_no_filter_matches() {
    RecordingFunction function = new RecordingFunction();
    cloud.send("{\"kind\": \"other\"}", "no JSON", "{\"kind\": \"wanted\"}");
    Mappings mappings = new Mappings().filter("{\"body\": {\"kind\": [\"wanted\"]}}");
    cloud.runUntil(function, mappings.queue(), () -> cloud.queues().isEmpty(TestCloud.QUEUE));
    assertThat(function.allBodies()).containsExactly("{\"kind\": \"wanted\"}");
  }

  @Test
  void a_batching_window_gathers_more_than_one_receive_returns() {
    RecordingFunction function = new RecordingFunction();
    for (int i = 0; i < 15; i++) {
      cloud.send("m" + i);
    }
    Mappings mappings = new Mappings().batchSize(15).batchingWindow(Duration.ofSeconds(20));
    cloud.runUntil(function, mappings.queue(), () -> !function.events().isEmpty());
    assertThat(function.bodies()).hasSize(1);
    assertThat(function.allBodies()).hasSize(15);
  }

  @Test
  void runs_no_more_batches_than_the_maximum_concurrency() {
    AtomicInteger running = new AtomicInteger();
    AtomicInteger most = new AtomicInteger();
    CountDownLatch three = new CountDownLatch(3);
    RecordingFunction function =
        new RecordingFunction(
            event -> {
              most.accumulateAndGet(running.incrementAndGet(), Math::max);
              three.countDown();
              Invocation answer = reached(three) ? DONE : THROWN;
              running.decrementAndGet();
              return answer;
            });
    cloud.send("1", "2", "3", "4", "5", "6", "7", "8", "9");
    cloud.runUntil(
        function,
        new Mappings().batchSize(1).concurrency(3).queue(),
        () -> cloud.queues().isEmpty(TestCloud.QUEUE));
    assertThat(most).hasValue(3);
    assertThat(function.allBodies()).hasSize(9);
  }

  private static boolean reached(CountDownLatch latch) {
    try {
      return latch.await(5, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
