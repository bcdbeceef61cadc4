package dev.headwater.projection;

import org.jspecify.annotations.Nullable;

/**
 * A view and the version of the stream that it shows.
 *
 * @param version the end of a commit; 0 when nothing was ever stored
 * @param view {@code null} when it was removed: what stays is a tombstone with its version, so that
 *     a late duplicate cannot bring the view back
 */
public record VersionedView<V>(long version, @Nullable V view) {
  /** Of an aggregate that the store has never seen. */
  public static <V> VersionedView<V> absent() {
    return new VersionedView<>(0, null);
  }
}
