package dev.headwater.query;

import java.util.Comparator;

/** The direction in which a list is read, by the UTF-8 bytes of its {@link IndexEntry#sort}. */
public enum ListOrder {
  ASCENDING,
  DESCENDING;

  /** Compares places in this direction. Java's own order of texts is different. */
  public Comparator<String> bySort() {
    Comparator<String> ascending = Utf8Order::compare;
    return this == ASCENDING ? ascending : ascending.reversed();
  }
}
