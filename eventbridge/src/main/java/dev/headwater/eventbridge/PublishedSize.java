package dev.headwater.eventbridge;

import dev.headwater.event.EncodedEvent;
import dev.headwater.event.EventIds;
import dev.headwater.event.Metadata;
import dev.headwater.event.PublishableText;
import dev.headwater.event.RecordedEvent;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * How large an event becomes on the bus. The store asks before it writes: an event that could be
 * stored but never published would have to be parked by the relay.
 */
final class PublishedSize {
  /** The entry's time, its longest source, and the detail's fixed names and numbers. */
  private static final int FRAME = 14 + 256 + 400;

  /** As in {@code \\uffff}. */
  private static final int ESCAPE = 6;

  private PublishedSize() {}

  /**
   * The bytes of the event's entry, or some more, but never fewer: its detail as JSON in UTF-8, and
   * what else the bus counts.
   */
  static long atMost(RecordedEvent<EncodedEvent> event, EventIds eventIds) {
    EncodedEvent encoded = event.event();
    Metadata metadata = event.metadata();
    long origin =
        Stream.of(
                metadata.correlationId(),
                metadata.causationId(),
                metadata.actor(),
                metadata.traceparent())
            .filter(Objects::nonNull)
            .mapToLong(PublishedSize::ofString)
            .sum();
    return FRAME
        + origin
        + ofString(event.stream().category())
        + ofString(event.stream().id())
        + ofString(eventIds.of(event))
        + ofString(event.commandId())
        + 2 * ofString(encoded.eventType())
        + ofValue(encoded.payload());
  }

  private static long ofValue(Object value) {
    return switch (value) {
      case Map<?, ?> map ->
          2
              + map.entrySet().stream()
                  .mapToLong(e -> ofValue(e.getKey()) + ofValue(e.getValue()) + 2)
                  .sum();
      case List<?> list -> 2 + list.stream().mapToLong(e -> ofValue(e) + 1).sum();
      case String text -> ofString(text);
      default -> value.toString().length();
    };
  }

  private static long ofString(String text) {
    return 2 + text.codePoints().mapToLong(PublishedSize::ofCodePoint).sum();
  }

  /** What is escaped takes {@value #ESCAPE} bytes for each of its UTF-16 units. */
  private static int ofCodePoint(int c) {
    if (c < ' ' || !PublishableText.isPublishable(c)) {
      return ESCAPE * Character.charCount(c);
    }
    if (c < 0x80) {
      return c == '"' || c == '\\' ? 2 : 1;
    }
    return c < 0x800 ? 2 : 2 + Character.charCount(c);
  }
}
