package dev.headwater.query;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A request for a page of some partitions of a list, read as one. Throws {@link
 * IllegalArgumentException} if a value is out of bounds.
 *
 * @param list the name of the {@link ViewList}
 * @param partitions of the list
 * @param afterSort where the page begins: the previous page's {@link SortedPage#next}, 1 to {@value
 *     #MAX_SORT_BYTES} bytes in UTF-8; {@code null} for the first page
 * @param limit 1 to {@value #MAX_LIMIT}
 */
public record ListRead(
    String list, List<String> partitions, ListOrder order, @Nullable String afterSort, int limit) {
  /** The most views that a page may ask for. */
  public static final int MAX_LIMIT = 1000;

  /** DynamoDB's own limit for a sort key. */
  public static final int MAX_SORT_BYTES = 1024;

  public ListRead {
    partitions = List.copyOf(partitions);
    if (limit < 1 || limit > MAX_LIMIT) {
      throw new IllegalArgumentException("A page has 1 to " + MAX_LIMIT + " views");
    }
    if (afterSort != null) {
      int bytes = afterSort.getBytes(StandardCharsets.UTF_8).length;
      if (bytes < 1 || bytes > MAX_SORT_BYTES) {
        throw new IllegalArgumentException("A page begins after 1 to " + MAX_SORT_BYTES + " bytes");
      }
    }
  }

  /**
   * What a reader has under the list's name.
   *
   * @throws IllegalArgumentException if it has nothing under that name
   */
  public <T> T select(Map<String, T> lists) {
    T selected = lists.get(list);
    if (selected == null) {
      throw new IllegalArgumentException(
          "There is no list '" + list + "'; there are " + lists.keySet());
    }
    return selected;
  }
}
