package dev.headwater.opensearch;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * A position in search results, directly after a view.
 *
 * @param value the searched field in lower case, as it is sorted
 * @param id of the aggregate
 */
public record SearchPosition(String value, String id) implements Comparable<SearchPosition> {
  /** The position of a view whose field has this text. */
  public static SearchPosition of(String text, String id) {
    return new SearchPosition(WildcardPattern.lowerCase(text), id);
  }

  /** The order of search results: by the UTF-8 bytes of the field, then of the id. */
  @Override
  public int compareTo(SearchPosition other) {
    int byValue = compareBytes(value, other.value);
    return byValue == 0 ? compareBytes(id, other.id) : byValue;
  }

  private static int compareBytes(String one, String other) {
    return Arrays.compareUnsigned(
        one.getBytes(StandardCharsets.UTF_8), other.getBytes(StandardCharsets.UTF_8));
  }

  /** Hides the content, which may be personal, from logs. */
  @Override
  public String toString() {
    return "SearchPosition[…]";
  }
}
