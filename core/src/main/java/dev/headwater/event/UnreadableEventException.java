package dev.headwater.event;

import dev.headwater.host.HeadwaterException;
import dev.headwater.host.RedactedException;

/**
 * A stored event is malformed or of an unknown type or schema version; or the stream has a break: a
 * commit is missing, or begins inside another one. Nothing after it can be trusted.
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

  /** For a commit that cannot be read at all, not even its header. */
  public UnreadableEventException(StreamId stream, IllegalArgumentException cause) {
    super(
        "Cannot read a commit of stream " + stream + ": " + RedactedException.reason(cause), cause);
  }

  private UnreadableEventException(StreamId stream, String reason) {
    super("Stream " + stream + " is broken: " + reason, null);
  }

  /** For a stream whose next commit does not begin right after this version. */
  public static UnreadableEventException brokenAfter(long version, Commit<?> next) {
    return new UnreadableEventException(
        next.stream(),
        "after version " + version + " the next commit begins with version " + next.firstVersion());
  }

  /** For a stream that lacks a commit it is known to have had. */
  public static UnreadableEventException withoutCommit(StreamId stream, long firstVersion) {
    return new UnreadableEventException(
        stream, "the commit that begins with version " + firstVersion + " is gone");
  }
}
