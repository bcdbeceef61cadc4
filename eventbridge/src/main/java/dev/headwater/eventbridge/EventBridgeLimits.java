package dev.headwater.eventbridge;

import dev.headwater.CommitTooLargeException;
import dev.headwater.PublishingLimits;
import dev.headwater.event.EncodedEvent;
import dev.headwater.event.EventIds;
import dev.headwater.event.RecordedEvent;

/**
 * What an EventBridge bus accepts: types of at most {@value #MAX_TYPE_LENGTH} characters, and
 * entries of at most {@code maxEntryBytes}. Source: <a href=
 * "https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_PutEventsRequestEntry.html">
 * EventBridge API reference</a>.
 *
 * @param maxEntryBytes the limit for each event's entry
 * @param eventIds as the publisher writes them, since they count
 */
public record EventBridgeLimits(long maxEntryBytes, EventIds eventIds) implements PublishingLimits {
  /** 256 KB per entry, the lowest limit that AWS has ever documented, and plain event ids. */
  public static final EventBridgeLimits DOCUMENTED =
      new EventBridgeLimits(EventBridgePublisher.DEFAULT_MAX_REQUEST_BYTES);

  static final int MAX_TYPE_LENGTH = 128;

  /** Limits for a publisher with {@link EventIds#PLAIN}. */
  public EventBridgeLimits(long maxEntryBytes) {
    this(maxEntryBytes, EventIds.PLAIN);
  }

  /** The same limits, for a publisher with these event ids. */
  public EventBridgeLimits withEventIds(EventIds other) {
    return new EventBridgeLimits(maxEntryBytes, other);
  }

  @Override
  public void check(RecordedEvent<EncodedEvent> event) {
    String type = event.event().eventType();
    if (type.length() > MAX_TYPE_LENGTH) {
      throw new IllegalArgumentException(
          "An event's type has "
              + type.length()
              + " characters; a bus accepts at most "
              + MAX_TYPE_LENGTH);
    }
    long bytes = PublishedSize.atMost(event, eventIds);
    if (bytes > maxEntryBytes) {
      throw new CommitTooLargeException(
          event.stream(), "The bus entry of an event", bytes, maxEntryBytes);
    }
  }
}
