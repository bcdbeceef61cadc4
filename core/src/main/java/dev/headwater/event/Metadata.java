package dev.headwater.event;

import org.jspecify.annotations.Nullable;

/**
 * Where a commit came from. Nothing in it is ever needed to fold a stream.
 *
 * @param correlationId shared by all that one request set off
 * @param causationId of the message or event that caused the command
 * @param actor who asked for it; an identifier, no name and no address
 * @param traceparent the W3C trace context
 */
public record Metadata(
    @Nullable String correlationId,
    @Nullable String causationId,
    @Nullable String actor,
    @Nullable String traceparent) {
  public static final Metadata NONE = new Metadata(null, null, null, null);
}
