package dev.headwater.eventbridge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headwater.event.EncodedEvent;
import dev.headwater.event.EventIds;
import dev.headwater.event.Metadata;
import dev.headwater.event.RecordedEvent;
import dev.headwater.event.RecordedEvent.CommitSpan;
import dev.headwater.event.StreamId;
import dev.headwater.testkit.RandomPayloads;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Compares the store's estimate with the published size: never less, and not much more. */
class PublishedSizeTest {
  /** No test has an event of the category with the short form, so the second is the long form. */
  private static final List<EventIds> BOTH_FORMS =
      List.of(EventIds.PLAIN, EventIds.shortFor("SHORT"));

  @Test
  void is_never_less_than_the_entry() {
    RandomPayloads payloads = new RandomPayloads(5);
    for (int round = 0; round < 1_000; round++) {
      assertCovers(worst(payloads.next()));
      assertCovers(Events.note("a", 1, payloads.next()));
    }
  }

  @Test
  void counts_the_escapes_of_characters_that_no_transport_carries() {
    for (String bad :
        List.of("\uffff", "\ufffe", "\ufdd0", "\ud800", "\udfff", "\ud83f\udffe", "\u0000")) {
      RecordedEvent<EncodedEvent> event = Events.note("a", 1, bad.repeat(10_000));

      assertCloselyCovers(event, "U+" + Integer.toHexString(bad.codePointAt(0)));
    }
  }

  @Test
  void counts_the_category() {
    RecordedEvent<EncodedEvent> note = Events.note("a", 1, "hello");
    assertCovers(
        new RecordedEvent<>(
            new StreamId("C".repeat(2_000), "a"),
            1,
            note.event(),
            note.timestamp(),
            note.commit(),
            note.commandId(),
            note.metadata()));
  }

  @Test
  void is_at_most_a_kilobyte_more_for_ordinary_text() {
    RecordedEvent<EncodedEvent> large = Events.ofLength(1, 200_000);

    assertCloselyCovers(large, "200,000 characters");
  }

  private static void assertCovers(RecordedEvent<EncodedEvent> event) {
    for (EventIds eventIds : BOTH_FORMS) {
      assertThat(PublishedSize.atMost(event, eventIds))
          .as("%s", eventIds)
          .isGreaterThanOrEqualTo(entryBytes(event, eventIds));
    }
  }

  private static void assertCloselyCovers(RecordedEvent<EncodedEvent> event, String content) {
    for (EventIds eventIds : BOTH_FORMS) {
      long bytes = entryBytes(event, eventIds);
      assertThat(PublishedSize.atMost(event, eventIds))
          .as("%s with %s", content, eventIds)
          .isBetween(bytes, bytes + 1_024);
    }
  }

  /** With the longest source that EventBridge accepts, and the mark of an event published again. */
  private static long entryBytes(RecordedEvent<EncodedEvent> event, EventIds eventIds) {
    return 14L
        + 256
        + event.event().eventType().length()
        + Json.write(DetailJson.of(event, eventIds, true)).getBytes(StandardCharsets.UTF_8).length;
  }

  /** Everything but the payload has its maximum length. */
  private static RecordedEvent<EncodedEvent> worst(Map<String, Object> payload) {
    String odd = "\u0001\uffff\"東🦆\ud800".repeat(35);
    return new RecordedEvent<>(
        new StreamId(odd, odd),
        Integer.MAX_VALUE * 4L,
        new EncodedEvent("EventType".repeat(10), Integer.MIN_VALUE, payload),
        Instant.ofEpochMilli(Long.MIN_VALUE),
        new CommitSpan(Integer.MAX_VALUE * 4L - 5, 10),
        odd,
        new Metadata(odd, odd, odd, odd));
  }
}
