package dev.headwater.projection;

import org.jspecify.annotations.Nullable;

/**
 * A view and the stream version that it shows.
 *
 * @param version the last version of a commit; 0 if nothing was ever stored, or the version of a
 *     foreign view is damaged
 * @param view {@code null} if it was removed: a tombstone with the version remains, so that a late
 *     duplicate cannot bring the view back
 * @param foreign whether the stored view has the {@linkplain ViewDefinition#fingerprint
 *     fingerprint} of another projection, or is damaged. Only its version is meaningful: this
 *     projection folds the stream instead
 */
public record VersionedView<V>(long version, @Nullable V view, boolean foreign) {
  public VersionedView {
    if (foreign && view != null) {
      throw new IllegalArgumentException("A foreign view has no content");
    }
  }

  /** A view that this projection folded. */
  public VersionedView(long version, @Nullable V view) {
    this(version, view, false);
  }

  /** For an aggregate that the store has never seen. */
  public static <V> VersionedView<V> absent() {
    return new VersionedView<>(0, null);
  }

  /** For a stored view that this projection did not fold, or cannot decode. */
  public static <V> VersionedView<V> foreign(long version) {
    return new VersionedView<>(version, null, true);
  }

  /**
   * The view; {@code null} if it was removed.
   *
   * @throws IllegalStateException if it is foreign
   */
  @Override
  public @Nullable V view() {
    if (foreign) {
      throw new IllegalStateException("A foreign view has to be folded from its stream");
    }
    return view;
  }
}
