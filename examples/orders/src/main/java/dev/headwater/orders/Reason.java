package dev.headwater.orders;

/** Why an order is cancelled: one line of 1 to 200 characters. */
public record Reason(String value) {
  public Reason {
    value = Text.line(value);
  }

  /** Omits the value, which is personal and must not end up in a log line. */
  @Override
  public String toString() {
    return "Reason[…]";
  }
}
