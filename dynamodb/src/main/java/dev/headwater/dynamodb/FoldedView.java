package dev.headwater.dynamodb;

import dev.headwater.VersionedView;
import org.jspecify.annotations.Nullable;

/**
 * What a stream is folded into by its projection.
 *
 * @param head the view at the last commit
 * @param earlier the view at an earlier version that was asked for; {@code null} when no commit ends
 *        there
 * @param failed whether the projection failed on the way; nothing was folded after that
 */
record FoldedView<V>(VersionedView<V> head, @Nullable VersionedView<V> earlier, boolean failed) {}
