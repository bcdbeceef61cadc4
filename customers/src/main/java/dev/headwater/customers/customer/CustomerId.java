package dev.headwater.customers.customer;

import dev.headwater.service.text.Identifier;

/** Identifies a customer: 1 to 64 letters, digits, {@code _} and {@code -}, case-sensitive. */
public record CustomerId(String value) {
  public CustomerId {
    value = Identifier.require(value);
  }

  @Override
  public String toString() {
    return value;
  }
}
