package dev.headwater.orders;

/** The number that customers quote: unique in the shop, in upper case. */
public record OrderNumber(String value) {
  public OrderNumber {
    value = Text.code(value);
  }
}
