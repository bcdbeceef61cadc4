package dev.headwater;

import dev.headwater.event.CommandStamp;
import dev.headwater.event.Metadata;
import dev.headwater.event.StreamId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A command on its way to a stream.
 *
 * @param stamp recognises a repeat; without it every request is a command of its own
 * @param expectedVersion the version that the stream must have, 0 for a new one; {@code null} for
 *     any
 * @param creating whether the command is expected to create its stream: see {@link #asCreating()}
 * @param deadline after it no further try is made; {@code null} for the handler's own time limit
 */
public record CommandRequest<C>(
    StreamId stream,
    C command,
    @Nullable CommandStamp stamp,
    @Nullable Long expectedVersion,
    boolean creating,
    Metadata metadata,
    @Nullable Instant deadline) {
  public static <C> CommandRequest<C> of(StreamId stream, C command) {
    return new CommandRequest<>(stream, command, null, null, false, Metadata.NONE, null);
  }

  public CommandRequest<C> withStamp(@Nullable CommandStamp other) {
    return new CommandRequest<>(
        stream, command, other, expectedVersion, creating, metadata, deadline);
  }

  public CommandRequest<C> withExpectedVersion(@Nullable Long version) {
    return new CommandRequest<>(stream, command, stamp, version, creating, metadata, deadline);
  }

  /**
   * Marks a command that creates its stream, such as a registration: it is appended without a load,
   * as a command that expects version 0 is. Outcomes are the same as without the mark; only the
   * cost differs: one request less when the stream is new, a failed write more (of one write unit
   * or more, as the commit is large; four with a claim) when it is not.
   */
  public CommandRequest<C> asCreating() {
    return new CommandRequest<>(stream, command, stamp, expectedVersion, true, metadata, deadline);
  }

  public CommandRequest<C> withMetadata(Metadata other) {
    return new CommandRequest<>(stream, command, stamp, expectedVersion, creating, other, deadline);
  }

  public CommandRequest<C> withDeadline(Instant time) {
    return new CommandRequest<>(stream, command, stamp, expectedVersion, creating, metadata, time);
  }

  /** Whether the stream most likely has no commit yet. */
  boolean startsStream() {
    return creating || (expectedVersion != null && expectedVersion == 0);
  }
}
