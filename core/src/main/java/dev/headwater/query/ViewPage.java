package dev.headwater.query;

import dev.headwater.projection.VersionedView;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A page of a list.
 *
 * @param nextSort where the next page begins; {@code null} on the last page
 */
public record ViewPage<V>(List<VersionedView<V>> items, @Nullable String nextSort) {
  public ViewPage {
    items = List.copyOf(items);
  }
}
