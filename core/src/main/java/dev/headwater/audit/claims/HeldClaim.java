package dev.headwater.audit.claims;

import dev.headwater.event.StreamId;
import org.jspecify.annotations.Nullable;

/**
 * A claim as it is stored.
 *
 * @param key where it is stored; the value itself cannot be had
 * @param name what kind of value it is
 */
public record HeldClaim(String key, String name, StreamId owner) {
  /** The claim of an owner that was read as a text; {@code null} when that is not a stream. */
  static @Nullable HeldClaim of(String key, String name, String owner) {
    try {
      return new HeldClaim(key, name, StreamId.parse(owner));
    } catch (IllegalArgumentException noStream) {
      return null;
    }
  }
}
