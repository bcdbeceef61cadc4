package dev.headwater.projection;

import dev.headwater.event.EncodedEvent;
import dev.headwater.event.RecordedEvent;
import dev.headwater.event.StreamId;

/**
 * A message for a projector: a doorbell that says that a stream has new events. Its content only
 * saves a read of the log; correctness never depends on it.
 */
public sealed interface Delivery {
  /** The transport's id of the message. */
  String messageId();

  /** A message about a stream. */
  sealed interface OfStream extends Delivery {
    /** The stream that has new events. */
    StreamId stream();
  }

  /** An event, as published. */
  record Event(String messageId, RecordedEvent<EncodedEvent> event) implements OfStream {
    @Override
    public StreamId stream() {
      return event.stream();
    }
  }

  /**
   * A parked message that was redriven: the projector reads the log up to the stream head, whatever
   * the message itself says.
   */
  record Repair(String messageId, StreamId stream) implements OfStream {}

  /** A message that is not an event. Retrying does not help. */
  record Malformed(String messageId, String reason) implements Delivery {}
}
