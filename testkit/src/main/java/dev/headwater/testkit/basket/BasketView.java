package dev.headwater.testkit.basket;

import java.util.List;

/** The view of a basket. */
public record BasketView(List<String> items, boolean paid) {
  public BasketView {
    items = List.copyOf(items);
  }
}
