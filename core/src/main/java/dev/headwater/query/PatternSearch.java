package dev.headwater.query;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A search for views with a field that matches a pattern. The results are ordered by that field (by
 * its UTF-8 bytes, in lower case), then by id. Throws {@link IllegalArgumentException} if the limit
 * is out of bounds.
 *
 * @param field a field that the index finds by pattern
 * @param terms values that fields must have, which the index finds by their exact value
 * @param after the position that the page follows; {@code null} for the first page
 * @param limit 1 to {@value #MAX_LIMIT}
 */
public record PatternSearch(
    String field,
    WildcardPattern pattern,
    Map<String, String> terms,
    @Nullable SearchPosition after,
    int limit) {
  /** The maximum number of views on a page. */
  public static final int MAX_LIMIT = 100;

  public PatternSearch {
    terms = Map.copyOf(terms);
    if (limit < 1 || limit > MAX_LIMIT) {
      throw new IllegalArgumentException("A page has 1 to " + MAX_LIMIT + " views");
    }
  }
}
