package dev.headwater.service;

import dev.headwater.query.IndexEntry;
import dev.headwater.query.ViewList;
import dev.headwater.service.json.Shape.Kind;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * The places of views in lists: what sorts the list, then the id. A place must fit into an index's
 * key whatever the view holds, or the view could not be stored at all.
 */
final class ListPlaces {
  /** With the id's 512 bytes and the separator, DynamoDB's limit of 1,024. */
  private static final int MAX_SORT_BYTES = 511;

  /** Follows a form of fixed length, or a constant, which holds nothing that sorts before it. */
  private static final char SEPARATOR = '#';

  /** Follows text: sorts before whatever a longer text continues with. */
  private static final char END_OF_TEXT = '\0';

  private ListPlaces() {}

  /** A place; {@code null} if an index has no such key. */
  static @Nullable IndexEntry entry(String key, String sort, Kind sortedBy, String id) {
    return key.isEmpty() || bytes(key) > ViewList.MAX_PARTITION_BYTES
        ? null
        : new IndexEntry(
            key, sortedBy == Kind.TEXT ? cut(sort) + END_OF_TEXT + id : sort + SEPARATOR + id);
  }

  private static String cut(String text) {
    if (bytes(text) <= MAX_SORT_BYTES) {
      return text;
    }
    int bytes = 0;
    int end = 0;
    while (end < text.length()) {
      int codePoint = text.codePointAt(end);
      bytes += bytes(Character.toString(codePoint));
      if (bytes > MAX_SORT_BYTES) {
        break;
      }
      end += Character.charCount(codePoint);
    }
    return text.substring(0, end);
  }

  private static int bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8).length;
  }
}
