package dev.headwater.audit;

import dev.headwater.projection.VersionedView;
import org.jspecify.annotations.Nullable;

/**
 * The view that a projection folds from a stream.
 *
 * @param head the view after the last commit
 * @param earlier the view at the earlier version that was asked for; {@code null} if no commit ends
 *     there
 * @param removed whether the events removed the view. Only a tombstone then keeps a late message
 *     from bringing it back
 * @param failed whether the projection threw an exception; nothing was folded after that
 */
record FoldedView<V>(
    VersionedView<V> head, @Nullable VersionedView<V> earlier, boolean removed, boolean failed) {
  /** For a stream without commits. */
  static <V> FoldedView<V> none() {
    return new FoldedView<>(VersionedView.absent(), null, false, false);
  }

  /** A removed view needs its tombstone: without it, a late message would bring it back. */
  boolean mayBeAbsent() {
    return head.view() == null && !removed;
  }

  FoldedView<V> asFailed() {
    return new FoldedView<>(head, earlier, removed, true);
  }
}
