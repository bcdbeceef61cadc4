package dev.headwater.query;

import dev.headwater.host.UnavailableException;
import java.util.Map;

/**
 * Searches views by patterns, and counts them.
 *
 * <p>Eventually consistent: a view that was just saved may be missing, or appear as it was before.
 * A removed view is neither found nor counted.
 *
 * <p>Every adapter must pass the test kit's {@code SearchIndexContract}.
 */
public interface SearchIndex<V> {
  /**
   * Returns a page of the views that match. Pages are stable while views change: whatever is
   * inserted, moved or removed in between, a view that keeps its position is neither skipped nor
   * repeated.
   *
   * @throws UnavailableException if the index does not answer completely
   */
  SortedPage<IndexedView<V, SearchPosition>, SearchPosition> search(PatternSearch search);

  /**
   * Counts the views that have these values.
   *
   * @param terms values that fields must have, which the index finds by their exact value
   * @throws UnavailableException if the index does not answer completely
   */
  long count(Map<String, String> terms);
}
