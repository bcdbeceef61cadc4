package dev.headwater.testkit.basket;

import java.util.List;

/** The commands of a basket. */
public sealed interface BasketCommand {
  record OpenBasket(List<String> items) implements BasketCommand {
    public OpenBasket {
      items = List.copyOf(items);
    }
  }

  record AddItems(List<String> items) implements BasketCommand {
    public AddItems {
      items = List.copyOf(items);
    }
  }

  record RemoveItem(String item) implements BasketCommand {}

  record CheckOut() implements BasketCommand {}

  record Discard() implements BasketCommand {}
}
