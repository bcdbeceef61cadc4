package dev.headwater.dynamodb.views;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Comparator;

/** In which direction a list is read, by the UTF-8 bytes of its {@link IndexEntry#sort}. */
public enum ListOrder {
  ASCENDING,
  DESCENDING;

  /** As DynamoDB compares strings, which Java's own order differs from. */
  Comparator<String> bySort() {
    Comparator<String> ascending =
        Comparator.comparing(
            sort -> sort.getBytes(StandardCharsets.UTF_8), Arrays::compareUnsigned);
    return this == ASCENDING ? ascending : ascending.reversed();
  }

  /** What of a list lies behind a place in it. */
  String behind() {
    return this == ASCENDING ? ">" : "<";
  }
}
