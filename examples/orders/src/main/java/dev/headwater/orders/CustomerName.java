package dev.headwater.orders;

/** The name of a customer: one line of 1 to 200 characters. */
public record CustomerName(String value) {
  public CustomerName {
    value = Text.line(value);
  }

  /** Omits the value, which is personal and must not end up in a log line. */
  @Override
  public String toString() {
    return "CustomerName[…]";
  }
}
