package dev.headwater.orders.order;

import dev.headwater.service.text.OneLine;

/** The name of a customer: one line of 1 to 200 characters. */
public record CustomerName(String value) {
  private static final int MAX_LENGTH = 200;

  public CustomerName {
    value = OneLine.require(value, MAX_LENGTH);
  }

  /** Omits the value, which is personal and must not end up in a log line. */
  @Override
  public String toString() {
    return "CustomerName[…]";
  }
}
