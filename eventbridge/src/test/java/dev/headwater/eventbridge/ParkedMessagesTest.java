package dev.headwater.eventbridge;

import static dev.headwater.eventbridge.LambdaMessages.body;
import static dev.headwater.eventbridge.LambdaMessages.message;
import static dev.headwater.eventbridge.LambdaMessages.redriven;
import static dev.headwater.eventbridge.NoteConsumer.NOTHING_FAILED;
import static org.assertj.core.api.Assertions.assertThat;

import dev.headwater.event.EncodedEvent;
import dev.headwater.event.StreamId;
import dev.headwater.projection.VersionedView;
import dev.headwater.testkit.History;
import dev.headwater.testsupport.CapturedLog;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.MessageAttributeValue;

/** Messages that no retry can help are parked, and repair the view once they are redriven. */
@ExtendWith(Queues.class)
class ParkedMessagesTest {
  private final Queues.Queue deadLetters;
  private final NoteConsumer notes;

  ParkedMessagesTest(Queues.Queue queue, Queues.Queue deadLetters) {
    this.deadLetters = deadLetters;
    this.notes = new NoteConsumer(queue, deadLetters);
  }

  @Test
  void reports_a_missing_dead_letter_queue_as_a_fault() throws IOException {
    try (CapturedLog captured = new CapturedLog(QueueConsumer.class)) {
      notes.handle(notes.homeless(), message("m1", "no JSON"));

      assertThat(captured.entries())
          .singleElement()
          .satisfies(
              entry -> assertThat(entry).contains("Configuration fault", "QueueDoesNotExist"));
    }
    assertThat(notes.metrics.getLast()).contains("\"ErrorCode\":\"QueueDoesNotExist\"");
  }

  @Test
  void parks_a_malformed_message_with_a_reason_and_handles_the_others() throws IOException {
    assertThat(
            notes.handle(message("m1", "no JSON"), message("m2", body(Events.note("a", 1, "one")))))
        .isEqualTo(NOTHING_FAILED);

    assertThat(notes.views.load(List.of("a"))).isNotEmpty();
    assertThat(deadLetters.receive())
        .singleElement()
        .satisfies(
            parked -> {
              assertThat(parked.body()).isEqualTo("no JSON");
              assertThat(attribute(parked, "repair")).isEqualTo("true");
              assertThat(attribute(parked, "reason"))
                  .isEqualTo("Not an event: The body is not JSON");
            });
  }

  @Test
  void a_poison_event_parks_all_messages_of_its_aggregate() throws IOException {
    String poison = body(Events.note("a", 1, LastText.POISON));
    String next = body(Events.note("a", 2, "two"));

    assertThat(
            notes.handle(
                message("m1", poison),
                message("m2", next),
                message("m3", body(Events.note("b", 1, "three")))))
        .isEqualTo(NOTHING_FAILED);
    assertThat(notes.views.load(List.of("a", "b"))).containsOnlyKeys("b");
    assertThat(deadLetters.receive())
        .extracting(Message::body)
        .containsExactlyInAnyOrder(poison, next);
  }

  @Test
  void parks_more_messages_than_fit_into_one_call() throws IOException {
    String[] messages =
        IntStream.range(0, 25)
            .mapToObj(n -> message("m" + n, "no event " + n + " " + "x".repeat(30_000)))
            .toArray(String[]::new);

    assertThat(notes.handle(messages)).isEqualTo(NOTHING_FAILED);
    assertThat(deadLetters.receive()).hasSize(25);
  }

  @Test
  void a_redriven_message_repairs_the_view_from_the_log() throws IOException {
    History.<EncodedEvent>of(new StreamId(Events.CATEGORY, "a"))
        .commit(Events.note("a", 1, "one").event())
        .commit(Events.note("a", 2, "two").event())
        .appendTo(notes.log);
    notes.handle(message("m1", body(Events.note("a", 1, LastText.POISON))));
    Message parked = deadLetters.receive().getFirst();

    assertThat(notes.handle(redriven(parked))).isEqualTo(NOTHING_FAILED);
    assertThat(notes.views.load(List.of("a")))
        .isEqualTo(Map.of("a", new VersionedView<>(2, "two")));
  }

  @Test
  void a_message_from_any_dead_letter_queue_repairs_the_view() throws IOException {
    Map<String, Object> text = Map.of("stringValue", "x", "dataType", "String");
    Map<String, String> ofSqs = Map.of("DeadLetterQueueSourceArn", "arn:aws:sqs:x:1:views");
    String first = body(Events.note("a", 1, "one"));
    for (String parked :
        List.of(
            message("m1", first, Map.of("RULE_ARN", text)),
            message("m2", first, Map.of("ERROR_CODE", text)),
            message("m3", first, Map.of(), ofSqs))) {
      String id = "stream-" + parked.hashCode();
      History.<EncodedEvent>of(new StreamId(Events.CATEGORY, id))
          .commit(Events.note(id, 1, "one").event())
          .commit(Events.note(id, 2, "two").event())
          .appendTo(notes.log);

      notes.handle(parked.replace("\\\"a\\\"", "\\\"" + id + "\\\""));
      assertThat(notes.views.load(List.of(id)))
          .isEqualTo(Map.of(id, new VersionedView<>(2, "two")));
    }
  }

  @Test
  void an_event_of_another_category_is_parked_and_touches_no_view() throws IOException {
    notes.handle(message("m1", body(Events.note("a", 1, "one")).replace(Events.CATEGORY, "BILL")));

    assertThat(notes.views.load(List.of("a"))).isEmpty();
    assertThat(deadLetters.receive())
        .singleElement()
        .satisfies(
            parked ->
                assertThat(attribute(parked, "reason"))
                    .contains("does not fold streams of category BILL"));
  }

  @Test
  void a_message_that_cannot_be_parked_is_delivered_again() throws IOException {
    QueueConsumer homeless = notes.homeless();

    assertThat(
            notes.handle(
                homeless,
                message("m1", "no JSON"),
                message("m2", body(Events.note("a", 1, "one")))))
        .isEqualTo("{\"batchItemFailures\":[{\"itemIdentifier\":\"m1\"}]}");
  }

  private static @Nullable String attribute(Message message, String name) {
    MessageAttributeValue value = message.messageAttributes().get(name);
    return value == null ? null : value.stringValue();
  }
}
