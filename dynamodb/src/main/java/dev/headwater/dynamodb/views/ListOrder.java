package dev.headwater.dynamodb.views;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Comparator;

/** The direction in which a list is read, by the UTF-8 bytes of its {@link IndexEntry#sort}. */
public enum ListOrder {
  ASCENDING,
  DESCENDING;

  /** As DynamoDB compares strings; Java's own order is different. */
  Comparator<String> bySort() {
    Comparator<String> ascending =
        Comparator.comparing(
            sort -> sort.getBytes(StandardCharsets.UTF_8), Arrays::compareUnsigned);
    return this == ASCENDING ? ascending : ascending.reversed();
  }

  /** The operator that selects what follows a place in the list. */
  String behind() {
    return this == ASCENDING ? ">" : "<";
  }
}
