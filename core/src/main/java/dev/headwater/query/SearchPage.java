package dev.headwater.query;

import dev.headwater.projection.VersionedView;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A page of search results.
 *
 * @param next the position that the next page follows; {@code null} on the last page
 */
public record SearchPage<V>(List<VersionedView<V>> items, @Nullable SearchPosition next) {
  public SearchPage {
    items = List.copyOf(items);
  }
}
