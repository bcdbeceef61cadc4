package dev.headwater.orders.order;

import dev.headwater.service.text.Identifier;

/** Identifies an order: 1 to 64 letters, digits, {@code _} and {@code -}, case-sensitive. */
public record OrderId(String value) {
  public OrderId {
    value = Identifier.require(value);
  }
}
