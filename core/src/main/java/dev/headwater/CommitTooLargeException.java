package dev.headwater;

import dev.headwater.event.StreamId;
import dev.headwater.host.HeadwaterException;

/** A commit that could not be stored, or not be published, for its size. Nothing was written. */
public final class CommitTooLargeException extends HeadwaterException {
  private static final long serialVersionUID = 1L;

  /**
   * @param what the thing that is too large, such as "The item"
   */
  public CommitTooLargeException(StreamId stream, String what, long bytes, long limitBytes) {
    super(
        what
            + " of a commit to stream "
            + stream
            + " takes "
            + bytes
            + " bytes, the limit is "
            + limitBytes,
        null);
  }
}
