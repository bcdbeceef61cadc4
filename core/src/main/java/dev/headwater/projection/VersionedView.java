package dev.headwater.projection;

import org.jspecify.annotations.Nullable;

/**
 * A view and the stream version that it shows.
 *
 * @param version the last version of a commit; 0 if nothing was ever stored
 * @param view {@code null} if it was removed: a tombstone with the version remains, so that a late
 *     duplicate cannot bring the view back
 */
public record VersionedView<V>(long version, @Nullable V view) {
  /** For an aggregate that the store has never seen. */
  public static <V> VersionedView<V> absent() {
    return new VersionedView<>(0, null);
  }
}
