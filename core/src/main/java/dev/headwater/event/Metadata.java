package dev.headwater.event;

import org.jspecify.annotations.Nullable;

/**
 * Where a commit came from. Never needed to fold a stream.
 *
 * @param correlationId shared by everything that one request caused
 * @param causationId the id of the message or event that caused the command
 * @param actor who sent the command; an identifier, not a name or an address
 * @param traceparent the W3C trace context
 */
public record Metadata(
    @Nullable String correlationId,
    @Nullable String causationId,
    @Nullable String actor,
    @Nullable String traceparent) {
  public static final Metadata NONE = new Metadata(null, null, null, null);
}
