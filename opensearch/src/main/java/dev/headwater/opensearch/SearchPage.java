package dev.headwater.opensearch;

import dev.headwater.projection.VersionedView;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A part of the results of a search.
 *
 * @param next where the next page begins; {@code null} when nothing follows
 */
public record SearchPage<V>(List<VersionedView<V>> items, @Nullable SearchPosition next) {
  public SearchPage {
    items = List.copyOf(items);
  }
}
