package dev.headwater.audit.claims;

import dev.headwater.event.StreamId;
import org.jspecify.annotations.Nullable;

/**
 * A claim as it is stored.
 *
 * @param key the key it is stored under, which does not contain the value
 * @param name the kind of value
 */
public record HeldClaim(String key, String name, StreamId owner) {
  /** The claim of an owner given as text; {@code null} if that is not a stream id. */
  static @Nullable HeldClaim of(String key, String name, String owner) {
    try {
      return new HeldClaim(key, name, StreamId.parse(owner));
    } catch (IllegalArgumentException notAStream) {
      return null;
    }
  }
}
