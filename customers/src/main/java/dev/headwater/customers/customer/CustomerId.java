package dev.headwater.customers.customer;

import dev.headwater.event.StreamId;

/** Identifies a customer: 1 to 64 letters, digits, {@code _} and {@code -}, case-sensitive. */
public record CustomerId(String value) {
  /** The category of the customers' streams. */
  public static final String CATEGORY = "CUSTOMER";

  private static final int MAX_LENGTH = 64;

  public CustomerId {
    if (!isId(value)) {
      throw new IllegalArgumentException("must be 1 to 64 letters, digits, underscores or hyphens");
    }
  }

  /** A regular expression would take much of the memory that reading a page of views takes. */
  private static boolean isId(String text) {
    for (int at = 0; at < text.length(); at++) {
      if (!isAllowed(text.charAt(at))) {
        return false;
      }
    }
    return !text.isEmpty() && text.length() <= MAX_LENGTH;
  }

  private static boolean isAllowed(char letter) {
    return (letter >= 'a' && letter <= 'z')
        || (letter >= 'A' && letter <= 'Z')
        || (letter >= '0' && letter <= '9')
        || letter == '_'
        || letter == '-';
  }

  public StreamId stream() {
    return new StreamId(CATEGORY, value);
  }

  @Override
  public String toString() {
    return value;
  }
}
