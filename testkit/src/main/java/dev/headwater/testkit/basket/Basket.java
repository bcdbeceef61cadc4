package dev.headwater.testkit.basket;

import java.util.ArrayList;
import java.util.List;

/** The state of a basket, in its phases. */
public sealed interface Basket {
  /** Never opened, or discarded: it may be opened. */
  record Absent() implements Basket {}

  /** An item may lie in it several times. */
  record Open(List<String> items) implements Basket {
    public Open {
      items = List.copyOf(items);
    }

    Open with(String item) {
      List<String> more = new ArrayList<>(items);
      more.add(item);
      return new Open(more);
    }

    Open without(String item) {
      List<String> fewer = new ArrayList<>(items);
      fewer.remove(item);
      return new Open(fewer);
    }
  }

  record Paid() implements Basket {}
}
