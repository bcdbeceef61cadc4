package dev.headwater.opensearch;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A search for the views of which a field matches a pattern, in the order of that field (by its
 * UTF-8 bytes, in lower case), then of their ids.
 *
 * @param field one of type {@link SearchField#PATTERN}
 * @param terms values that fields of type {@link SearchField#TERM} must have
 * @param after where the page begins: behind this position; {@code null} for the first page
 * @param limit 1 to {@value #MAX_LIMIT}
 */
public record PatternSearch(
    String field,
    WildcardPattern pattern,
    Map<String, String> terms,
    @Nullable SearchPosition after,
    int limit) {
  /** The most views of a page. */
  public static final int MAX_LIMIT = 100;

  public PatternSearch {
    terms = Map.copyOf(terms);
    if (limit < 1 || limit > MAX_LIMIT) {
      throw new IllegalArgumentException("A page has 1 to " + MAX_LIMIT + " views");
    }
  }
}
