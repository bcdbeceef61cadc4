package dev.headwater.orders;

/** Identifies a customer, as another service knows them: formed like an {@link OrderId}. */
public record CustomerId(String value) {
  public CustomerId {
    value = Text.id(value);
  }
}
