package dev.headwater.event;

import dev.headwater.host.HeadwaterException;
import dev.headwater.host.RedactedException;

/**
 * A stored event of an unknown type or schema version, or a malformed one; or a stream with a
 * break: a commit is missing, or begins inside another one. Nothing after it can be trusted.
 */
public final class UnreadableEventException extends HeadwaterException {
  private static final long serialVersionUID = 1L;

  public UnreadableEventException(
      StreamId stream, long version, EncodedEvent event, IllegalArgumentException cause) {
    super(
        "Cannot read version "
            + version
            + " of stream "
            + stream
            + ", a "
            + event.eventType()
            + " of schema version "
            + event.schemaVersion()
            + ": "
            + RedactedException.reason(cause),
        cause);
  }

  /** A commit of which not even the frame can be read. */
  public UnreadableEventException(StreamId stream, IllegalArgumentException cause) {
    super(
        "Cannot read a commit of stream " + stream + ": " + RedactedException.reason(cause), cause);
  }

  private UnreadableEventException(StreamId stream, String reason) {
    super("Stream " + stream + " is broken: " + reason, null);
  }

  /** A stream whose next commit does not begin right after a version. */
  public static UnreadableEventException brokenAfter(long version, Commit<?> next) {
    return new UnreadableEventException(
        next.stream(),
        "after version " + version + " the next commit begins with version " + next.firstVersion());
  }

  /** A stream without a commit that it is known to have had. */
  public static UnreadableEventException withoutCommit(StreamId stream, long firstVersion) {
    return new UnreadableEventException(
        stream, "the commit that begins with version " + firstVersion + " is gone");
  }
}
