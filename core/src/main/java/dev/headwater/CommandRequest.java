package dev.headwater;

import java.time.Instant;

import org.jspecify.annotations.Nullable;

/**
 * A command on its way to a stream.
 *
 * @param stamp recognises a repeat; without it every request is a command of its own
 * @param expectedVersion the version that the stream must have, 0 for a new one; {@code null} for
 *        any
 * @param deadline after it no further try is made; {@code null} for the handler's own time limit
 */
public record CommandRequest<C>(StreamId stream, C command, @Nullable CommandStamp stamp,
        @Nullable Long expectedVersion, Metadata metadata, @Nullable Instant deadline) {
    public static <C> CommandRequest<C> of(StreamId stream, C command) {
        return new CommandRequest<>(stream, command, null, null, Metadata.NONE, null);
    }

    public CommandRequest<C> stamped(@Nullable CommandStamp other) {
        return new CommandRequest<>(stream, command, other, expectedVersion, metadata, deadline);
    }

    public CommandRequest<C> expecting(@Nullable Long version) {
        return new CommandRequest<>(stream, command, stamp, version, metadata, deadline);
    }

    public CommandRequest<C> with(Metadata other) {
        return new CommandRequest<>(stream, command, stamp, expectedVersion, other, deadline);
    }

    public CommandRequest<C> before(Instant time) {
        return new CommandRequest<>(stream, command, stamp, expectedVersion, metadata, time);
    }
}
