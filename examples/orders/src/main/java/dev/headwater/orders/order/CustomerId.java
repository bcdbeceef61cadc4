package dev.headwater.orders.order;

import dev.headwater.service.text.Identifier;

/** Identifies a customer, as another service knows them: formed like an {@link OrderId}. */
public record CustomerId(String value) {
  public CustomerId {
    value = Identifier.require(value);
  }
}
