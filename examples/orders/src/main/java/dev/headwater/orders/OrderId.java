package dev.headwater.orders;

/** Identifies an order: 1 to 64 letters, digits, {@code _} and {@code -}, case-sensitive. */
public record OrderId(String value) {
  public OrderId {
    value = Text.id(value);
  }
}
