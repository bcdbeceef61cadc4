package dev.headwater.customers.customer;

import dev.headwater.service.text.OneLine;

/**
 * A name or a reason: one line of 1 to 200 characters, at least one of them visible, with
 * surrounding white space removed.
 */
public record Text(String value) {
  private static final int MAX_LENGTH = 200;

  public Text {
    value = OneLine.require(value, MAX_LENGTH);
  }

  /** Omits the value, which is personal and must not end up in a log line. */
  @Override
  public String toString() {
    return "Text[…]";
  }
}
