package dev.headwater.testkit.basket;

import java.util.ArrayList;
import java.util.List;

/** The state of a basket, by phase. */
public sealed interface Basket {
  /** Never opened, or discarded. It may be opened. */
  record Absent() implements Basket {}

  /** The same item may be in the basket several times. */
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
