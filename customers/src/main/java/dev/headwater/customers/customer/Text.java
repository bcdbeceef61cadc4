package dev.headwater.customers.customer;

import dev.headwater.event.PublishableText;

/**
 * A name or a reason: one line of 1 to 200 characters, at least one of them visible, with
 * surrounding white space removed.
 */
public record Text(String value) {
  static final int MAX_LENGTH = 200;

  public Text {
    value = Characters.trim(value);
    if (value.isEmpty() || value.codePointCount(0, value.length()) > MAX_LENGTH) {
      throw new IllegalArgumentException("must have 1 to " + MAX_LENGTH + " characters");
    }
    if (value.codePoints().anyMatch(Text::isControl)) {
      throw new IllegalArgumentException("must not contain control characters");
    }
    if (PublishableText.findUnpublishable(value).isPresent()) {
      throw new IllegalArgumentException("must not contain noncharacters, such as U+FFFF");
    }
    if (value.codePoints().noneMatch(Characters::isVisible)) {
      throw new IllegalArgumentException(
          "must have a letter, a digit or another visible character");
    }
  }

  private static boolean isControl(int codePoint) {
    return switch (Character.getType(codePoint)) {
      case Character.CONTROL,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.SURROGATE ->
          true;
      default -> false;
    };
  }

  /** Omits the value, which is personal and must not end up in a log line. */
  @Override
  public String toString() {
    return "Text[…]";
  }
}
