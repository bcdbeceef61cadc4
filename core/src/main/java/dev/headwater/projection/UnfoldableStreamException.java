package dev.headwater.projection;

import dev.headwater.event.StreamId;
import dev.headwater.host.HeadwaterException;

/** A projection failed on an event of a stream. The message quotes no event. */
public final class UnfoldableStreamException extends HeadwaterException {
  private static final long serialVersionUID = 1L;

  UnfoldableStreamException(String projection, StreamId stream, RuntimeException cause) {
    super(
        "Projection "
            + projection
            + " cannot fold stream "
            + stream
            + ": "
            + cause.getClass().getName(),
        cause);
  }
}
