package dev.headwater.query;

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
    int byValue = Utf8Order.compare(value, other.value);
    return byValue == 0 ? Utf8Order.compare(id, other.id) : byValue;
  }

  /** Hides the content, which may be personal, from logs. */
  @Override
  public String toString() {
    return "SearchPosition[…]";
  }
}
