package dev.headwater.audit;

import dev.headwater.projection.VersionedView;
import org.jspecify.annotations.Nullable;

/**
 * What a stream is folded into by its projection.
 *
 * @param head the view at the last commit
 * @param earlier the view at an earlier version that was asked for; {@code null} when no commit
 *     ends there
 * @param removed whether there was a view that is there no more at the head. Only a tombstone keeps
 *     a late message from bringing it back
 * @param failed whether the projection failed on the way; nothing was folded after that
 */
record FoldedView<V>(
    VersionedView<V> head, @Nullable VersionedView<V> earlier, boolean removed, boolean failed) {
  /** Of a stream without commits. */
  static <V> FoldedView<V> none() {
    return new FoldedView<>(VersionedView.absent(), null, false, false);
  }

  FoldedView<V> fails() {
    return new FoldedView<>(head, earlier, removed, true);
  }
}
