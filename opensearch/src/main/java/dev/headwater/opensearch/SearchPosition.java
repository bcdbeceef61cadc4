package dev.headwater.opensearch;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * A place in the results of a search, right behind a view.
 *
 * @param value the field that was searched for, as it is sorted: in lower case
 * @param id of the aggregate
 */
public record SearchPosition(String value, String id) implements Comparable<SearchPosition> {
  /** Where a view stands whose field has this text. */
  public static SearchPosition of(String text, String id) {
    return new SearchPosition(WildcardPattern.lowerCase(text), id);
  }

  /** In the order of a search: by the UTF-8 bytes of the field, then of the id. */
  @Override
  public int compareTo(SearchPosition other) {
    int byValue = compareBytes(value, other.value);
    return byValue == 0 ? compareBytes(id, other.id) : byValue;
  }

  private static int compareBytes(String one, String other) {
    return Arrays.compareUnsigned(
        one.getBytes(StandardCharsets.UTF_8), other.getBytes(StandardCharsets.UTF_8));
  }

  /** Possibly personal: never let it slip into a log line. */
  @Override
  public String toString() {
    return "SearchPosition[…]";
  }
}
