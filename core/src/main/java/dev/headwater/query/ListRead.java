package dev.headwater.query;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A request for a page of several lists, read as one. Throws {@link IllegalArgumentException} if a
 * value is out of bounds.
 *
 * @param partitions the lists
 * @param afterSort where the page begins: the previous page's {@link ViewPage#nextSort}, 1 to
 *     {@value #MAX_SORT_BYTES} bytes in UTF-8; {@code null} for the first page
 * @param limit 1 to {@value #MAX_LIMIT}
 */
public record ListRead(
    List<String> partitions, ListOrder order, @Nullable String afterSort, int limit) {
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
}
