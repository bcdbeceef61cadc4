package dev.headwater;

import dev.headwater.event.StreamId;
import dev.headwater.host.HeadwaterException;

/** A command lost the race for its stream on every attempt. It had no effect; retry it later. */
public final class TooManyConflictsException extends HeadwaterException {
  private static final long serialVersionUID = 1L;

  public TooManyConflictsException(StreamId stream, int attempts) {
    super("Lost the race for stream " + stream + " " + attempts + " times", null);
  }
}
