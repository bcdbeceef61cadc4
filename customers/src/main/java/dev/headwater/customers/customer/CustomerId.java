package dev.headwater.customers.customer;

import dev.headwater.event.StreamId;
import dev.headwater.service.text.Identifier;

/** Identifies a customer: 1 to 64 letters, digits, {@code _} and {@code -}, case-sensitive. */
public record CustomerId(String value) {
  /** The category of the customers' streams. */
  public static final String CATEGORY = "CUSTOMER";

  public CustomerId {
    value = Identifier.require(value);
  }

  public StreamId stream() {
    return new StreamId(CATEGORY, value);
  }

  @Override
  public String toString() {
    return value;
  }
}
