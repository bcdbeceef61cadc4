package dev.headwater;

import dev.headwater.event.CommandStamp;
import dev.headwater.event.Metadata;
import dev.headwater.event.StreamId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A command and the stream to execute it on.
 *
 * @param stamp identifies repeats; without it, every request counts as a new command
 * @param expectedVersion the version that the stream must have, 0 for a new stream; {@code null}
 *     for any
 * @param creating whether the command is expected to create its stream: see {@link #asCreating()}
 * @param deadline no attempt starts after it; {@code null} for the handler's time limit
 */
public record CommandRequest<C>(
    StreamId stream,
    C command,
    @Nullable CommandStamp stamp,
    @Nullable Long expectedVersion,
    boolean creating,
    Metadata metadata,
    @Nullable Instant deadline) {
  /** A request without a stamp, an expected version, metadata or a deadline. */
  public static <C> CommandRequest<C> of(StreamId stream, C command) {
    return new CommandRequest<>(stream, command, null, null, false, Metadata.NONE, null);
  }

  /** The same request with this stamp, by which repeats are recognised. */
  public CommandRequest<C> withStamp(@Nullable CommandStamp other) {
    return new CommandRequest<>(
        stream, command, other, expectedVersion, creating, metadata, deadline);
  }

  /** The same request, refused unless the stream has this version. */
  public CommandRequest<C> withExpectedVersion(@Nullable Long version) {
    return new CommandRequest<>(stream, command, stamp, version, creating, metadata, deadline);
  }

  /**
   * Marks a command that creates its stream, such as a registration: the handler appends without
   * loading first, as it does for expected version 0. Only the cost changes, never the outcome: one
   * request less if the stream is new; one failed write more if it is not (at least one write unit,
   * depending on the commit's size; four with a claim).
   */
  public CommandRequest<C> asCreating() {
    return new CommandRequest<>(stream, command, stamp, expectedVersion, true, metadata, deadline);
  }

  /** The same request with metadata, which is stored in the commit. */
  public CommandRequest<C> withMetadata(Metadata other) {
    return new CommandRequest<>(stream, command, stamp, expectedVersion, creating, other, deadline);
  }

  /** The same request, in which no attempt starts after this time. */
  public CommandRequest<C> withDeadline(Instant time) {
    return new CommandRequest<>(stream, command, stamp, expectedVersion, creating, metadata, time);
  }

  /** Whether the stream most likely has no commit yet. */
  boolean startsStream() {
    return creating || (expectedVersion != null && expectedVersion == 0);
  }
}
