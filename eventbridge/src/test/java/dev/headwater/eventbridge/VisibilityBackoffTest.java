package dev.headwater.eventbridge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headwater.host.ConfigurationFault;
import dev.headwater.projection.Delivery;
import dev.headwater.testkit.ManualHost;
import dev.headwater.testsupport.CapturedLog;
import java.io.IOException;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.sqs.model.ChangeMessageVisibilityBatchRequestEntry;
import software.amazon.awssdk.services.sqs.model.SqsException;

class VisibilityBackoffTest {
  private final ManualHost machine = new ManualHost(1);
  private final RecordingSqs sqs = new RecordingSqs();
  private final VisibilityBackoff visibilityBackoff =
      new VisibilityBackoff(sqs, "queue-url", machine.host());
  private final Set<ConfigurationFault> faults = new HashSet<>();

  @Test
  void the_wait_doubles_with_each_delivery_until_the_queues_own_timeout_applies() {
    for (int[] expected : new int[][] {{1, 1, 2}, {2, 2, 4}, {3, 4, 8}, {4, 8, 16}, {5, 15, 30}}) {
      sqs.calls.clear();
      shorten(messages(200, expected[0]));

      assertThat(sqs.waits())
          .as("delivery %d", expected[0])
          .allMatch(wait -> wait >= expected[1] && wait <= expected[2])
          .contains(expected[1], expected[2]);
    }
    sqs.calls.clear();
    shorten(messages(1, 6));
    shorten(messages(1, 900));
    assertThat(sqs.calls).isEmpty();
  }

  @Test
  void only_failed_messages_return_early() {
    visibilityBackoff.shorten(messages(12, 1), Set.of("m3", "m11"), faults::add);

    assertThat(sqs.calls)
        .singleElement()
        .satisfies(
            call -> {
              assertThat(call.queueUrl()).isEqualTo("queue-url");
              assertThat(call.entries())
                  .extracting(ChangeMessageVisibilityBatchRequestEntry::receiptHandle)
                  .containsExactly("handle-m3", "handle-m11");
            });
  }

  @Test
  void ignores_messages_that_did_not_come_from_a_queue() {
    shorten(List.of(new QueueMessage("m", "", 1, "body", new Delivery.Malformed("m", "No event"))));

    assertThat(sqs.calls).isEmpty();
  }

  @Test
  void a_call_has_at_most_ten_entries_with_unique_ids() {
    shorten(messages(23, 1));

    assertThat(sqs.calls).extracting(call -> call.entries().size()).containsExactly(10, 10, 3);
    assertThat(sqs.calls)
        .allSatisfy(
            call ->
                assertThat(call.entries())
                    .extracting(ChangeMessageVisibilityBatchRequestEntry::id)
                    .doesNotHaveDuplicates());
  }

  @Test
  void stops_after_a_call_without_an_answer_and_after_a_second_of_slow_ones() {
    sqs.failure = SdkClientException.create("no answer", new IOException());
    shorten(messages(23, 1));
    assertThat(sqs.calls).hasSize(1);
    assertThat(faults).isEmpty();

    sqs.failure = null;
    sqs.duringCall = () -> machine.clock().advance(Duration.ofMillis(600));
    shorten(messages(100, 1));
    assertThat(sqs.calls).as("one and two more").hasSize(3);
  }

  @Test
  void reports_a_missing_permission_without_logging_the_message() {
    sqs.failure =
        SqsException.builder()
            .statusCode(403)
            .awsErrorDetails(AwsErrorDetails.builder().errorCode("AccessDenied").build())
            .message("a secret")
            .build();
    try (CapturedLog log = new CapturedLog(VisibilityBackoff.class)) {
      shorten(messages(1, 1));

      assertThat(faults).containsExactly(new ConfigurationFault("SQS", "AccessDenied"));
      assertThat(log.entries())
          .singleElement()
          .satisfies(entry -> assertThat(entry).contains("AccessDenied").doesNotContain("secret"));
    }
  }

  private void shorten(List<QueueMessage> messages) {
    visibilityBackoff.shorten(
        messages,
        messages.stream().map(QueueMessage::messageId).collect(Collectors.toSet()),
        faults::add);
  }

  private static List<QueueMessage> messages(int count, int deliveries) {
    return IntStream.range(0, count)
        .mapToObj(
            n ->
                new QueueMessage(
                    "m" + n,
                    "handle-m" + n,
                    deliveries,
                    "body",
                    new Delivery.Malformed("m" + n, "No event")))
        .toList();
  }
}
