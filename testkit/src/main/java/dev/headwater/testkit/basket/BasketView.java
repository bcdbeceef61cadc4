package dev.headwater.testkit.basket;

import java.util.List;

/** A basket as it is shown. */
public record BasketView(List<String> items, boolean paid) {
  public BasketView {
    items = List.copyOf(items);
  }
}
