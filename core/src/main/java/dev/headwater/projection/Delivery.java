package dev.headwater.projection;

import dev.headwater.event.EncodedEvent;
import dev.headwater.event.RecordedEvent;
import dev.headwater.event.StreamId;

/**
 * A message on its way to a projector: a doorbell that says that a stream has moved. What it
 * carries spares a read of the log, nothing more.
 */
public sealed interface Delivery {
  /** The transport's id of the message. */
  String messageId();

  /** A message that tells of a stream. */
  sealed interface OfStream extends Delivery {
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
   * A message that was parked once and is delivered again: the view is brought to the head of the
   * stream from the log, whatever the message itself says.
   */
  record Repair(String messageId, StreamId stream) implements OfStream {}

  /** A message that is no event. Trying again would not help. */
  record Malformed(String messageId, String reason) implements Delivery {}
}
