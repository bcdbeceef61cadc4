package dev.headwater;

import dev.headwater.event.StreamId;
import dev.headwater.host.HeadwaterException;

/** A commit is too large to be stored or published. Nothing was written; a retry fails again. */
public final class CommitTooLargeException extends HeadwaterException {
  private static final long serialVersionUID = 1L;

  /**
   * @param what what is too large, such as "The item"
   */
  public CommitTooLargeException(StreamId stream, String what, long bytes, long limitBytes) {
    super(
        what
            + " of a commit to stream "
            + stream
            + " takes "
            + bytes
            + " bytes; the limit is "
            + limitBytes,
        null);
  }
}
