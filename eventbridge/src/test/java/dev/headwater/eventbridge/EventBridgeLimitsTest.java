package dev.headwater.eventbridge;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.headwater.CommitTooLargeException;
import dev.headwater.event.EncodedEvent;
import dev.headwater.event.EventIds;
import dev.headwater.event.RecordedEvent;
import java.util.Map;
import org.junit.jupiter.api.Test;

class EventBridgeLimitsTest {
  private final EventBridgeLimits limits = EventBridgeLimits.DOCUMENTED;

  @Test
  void accepts_a_type_of_as_many_characters_as_a_bus_does() {
    assertThatCode(() -> limits.check(ofType("x".repeat(128)))).doesNotThrowAnyException();
    assertThatIllegalArgumentException()
        .isThrownBy(() -> limits.check(ofType("x".repeat(129))))
        .withMessage("An event's type has 129 characters; a bus accepts at most 128");
  }

  @Test
  void refuses_an_event_whose_entry_is_too_large() {
    RecordedEvent<EncodedEvent> event = Events.note("a", 1, "hello");
    long bytes = PublishedSize.atMost(event, EventIds.PLAIN);

    assertThatCode(() -> new EventBridgeLimits(bytes).check(event)).doesNotThrowAnyException();
    assertThatExceptionOfType(CommitTooLargeException.class)
        .isThrownBy(() -> new EventBridgeLimits(bytes - 1).check(event))
        .withMessageContaining("The bus entry of an event")
        .withMessageContaining(Long.toString(bytes));
  }

  @Test
  void counts_the_category_in_the_id_of_a_further_one() {
    RecordedEvent<EncodedEvent> event = Events.note("a", 1, "hello");
    long bytes = PublishedSize.atMost(event, EventIds.PLAIN);
    EventBridgeLimits plain = new EventBridgeLimits(bytes);
    EventIds orders = EventIds.shortFor("ORDER");

    assertThatCode(() -> plain.withEventIds(EventIds.shortFor(Events.CATEGORY)).check(event))
        .doesNotThrowAnyException();
    assertThatExceptionOfType(CommitTooLargeException.class)
        .isThrownBy(() -> plain.withEventIds(orders).check(event))
        .withMessageContaining(Long.toString(bytes + "NOTE#".length()));
    assertThatCode(() -> new EventBridgeLimits(bytes + "NOTE#".length(), orders).check(event))
        .doesNotThrowAnyException();
  }

  private static RecordedEvent<EncodedEvent> ofType(String type) {
    RecordedEvent<EncodedEvent> note = Events.note("a", 1, "hello");
    return new RecordedEvent<>(
        note.stream(),
        1,
        new EncodedEvent(type, 1, Map.of()),
        note.timestamp(),
        note.commit(),
        note.commandId(),
        note.metadata());
  }
}
