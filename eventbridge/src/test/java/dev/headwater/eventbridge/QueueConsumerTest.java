package dev.headwater.eventbridge;

import static dev.headwater.eventbridge.LambdaMessages.body;
import static dev.headwater.eventbridge.LambdaMessages.message;
import static dev.headwater.eventbridge.NoteConsumer.NOTHING_FAILED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.headwater.event.EncodedEvent;
import dev.headwater.event.EventLog;
import dev.headwater.host.ConfigurationFault;
import dev.headwater.host.UnavailableException;
import dev.headwater.projection.VersionedView;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import software.amazon.awssdk.services.sqs.model.Message;

@ExtendWith(Queues.class)
class QueueConsumerTest {
  private final Queues.Queue queue;
  private final Queues.Queue deadLetters;
  private final NoteConsumer notes;

  QueueConsumerTest(Queues.Queue queue, Queues.Queue deadLetters) {
    this.queue = queue;
    this.deadLetters = deadLetters;
    this.notes = new NoteConsumer(queue, deadLetters);
  }

  private static final ConfigurationFault DENIED =
      new ConfigurationFault("DynamoDB", "AccessDeniedException");

  @Test
  void a_failed_message_returns_long_before_the_queues_visibility_timeout() throws IOException {
    queue
        .client()
        .sendMessage(
            send -> send.queueUrl(queue.url()).messageBody(body(Events.note("a", 2, "two"))));
    Message received = queue.receive().getFirst();
    QueueConsumer blind =
        notes.over(
            (stream, after, max) -> {
              throw new UnavailableException("Not allowed", false, DENIED, null);
            });

    assertThat(notes.handle(blind, message(received))).contains(received.messageId());
    assertThat(
            queue
                .client()
                .receiveMessage(r -> r.queueUrl(queue.url()).waitTimeSeconds(10))
                .messages())
        .extracting(Message::body)
        .containsExactly(received.body());
    assertThat(notes.metrics.getLast())
        .contains("\"ConfigurationFaults\":1", "\"ErrorCode\":\"AccessDeniedException\"");
  }

  @Test
  void a_message_that_failed_often_waits_for_the_queues_visibility_timeout() throws IOException {
    RecordingSqs sqs = new RecordingSqs();
    EventLog<EncodedEvent> silent =
        (stream, after, max) -> {
          throw new UnavailableException("Not allowed", false, DENIED, null);
        };
    QueueConsumer blind = notes.over(silent, sqs);
    for (String deliveries : List.of("5", "6")) {
      assertThat(
              notes.handle(
                  blind,
                  message(
                      "m" + deliveries,
                      body(Events.note("a", 2, "two")),
                      Map.of(),
                      Map.of("ApproximateReceiveCount", deliveries))))
          .contains("m" + deliveries);
    }

    assertThat(sqs.waits())
        .as("seconds")
        .singleElement()
        .satisfies(seconds -> assertThat(seconds).isBetween(15, 30));
  }

  @Test
  void events_move_the_views() throws IOException {
    assertThat(
            notes.handle(
                message("m1", body(Events.note("a", 1, "one"))),
                message("m2", body(Events.note("b", 1, "two")))))
        .isEqualTo(NOTHING_FAILED);

    assertThat(notes.views.load(List.of("a", "b")))
        .isEqualTo(Map.of("a", new VersionedView<>(1, "one"), "b", new VersionedView<>(1, "two")));
    assertThat(deadLetters.receive()).isEmpty();
  }

  @Test
  void refuses_an_event_that_is_not_a_queues_batch() {
    for (String event : List.of("", "{}", "{\"Records\":[{}]}")) {
      assertThatIllegalArgumentException()
          .as(event)
          .isThrownBy(() -> notes.answer(notes.over(notes.log), event));
    }
    assertThat(notes.metrics).isEmpty();
  }

  @Test
  void reports_the_result_of_a_batch() throws IOException {
    String first = body(Events.note("a", 1, "one"));
    notes.handle(message("m1", first), message("m2", first), message("m3", "no JSON"));
    QueueConsumer homeless = notes.homeless();
    notes.handle(homeless, message("m4", "no JSON"));

    assertThat(notes.metrics).hasSize(3);
    assertThat(notes.metrics.getFirst())
        .contains(
            "\"Projection\":\"last-text\"",
            "\"ViewsMoved\":1",
            "\"DuplicatesDropped\":1",
            "\"MessagesParked\":1")
        .doesNotContain("MessagesToRetry");
    assertThat(notes.metrics.get(1))
        .contains("\"MessagesToRetry\":1")
        .doesNotContain("MessagesParked");
  }
}
