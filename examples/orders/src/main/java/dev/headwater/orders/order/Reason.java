package dev.headwater.orders.order;

import dev.headwater.service.text.OneLine;

/** Why an order is cancelled: one line of 1 to 200 characters. */
public record Reason(String value) {
  private static final int MAX_LENGTH = 200;

  public Reason {
    value = OneLine.require(value, MAX_LENGTH);
  }

  /** Omits the value, which is personal and must not end up in a log line. */
  @Override
  public String toString() {
    return "Reason[…]";
  }
}
