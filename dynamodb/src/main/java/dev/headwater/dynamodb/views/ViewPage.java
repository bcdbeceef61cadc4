package dev.headwater.dynamodb.views;

import dev.headwater.projection.VersionedView;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A part of a list.
 *
 * @param nextSort where the next page begins; {@code null} when nothing follows
 */
public record ViewPage<V>(List<VersionedView<V>> items, @Nullable String nextSort) {
  public ViewPage {
    items = List.copyOf(items);
  }
}
