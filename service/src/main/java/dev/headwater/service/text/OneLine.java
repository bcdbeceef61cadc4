package dev.headwater.service.text;

import dev.headwater.event.PublishableText;

/** Text on one line, such as a name or a reason. */
public final class OneLine {
  private OneLine() {}

  /**
   * The text without surrounding white space, if it has 1 to {@code maxLength} characters, at least
   * one of them visible, and none that a line cannot have or no transport can carry.
   *
   * @throws IllegalArgumentException if it does not; the message says what it must have, and does
   *     not quote the text
   */
  public static String require(String text, int maxLength) {
    String line = Characters.trim(text);
    if (line.isEmpty() || line.codePointCount(0, line.length()) > maxLength) {
      throw new IllegalArgumentException("must have 1 to " + maxLength + " characters");
    }
    if (line.codePoints().anyMatch(OneLine::isControl)) {
      throw new IllegalArgumentException("must not contain control characters");
    }
    if (PublishableText.findUnpublishable(line).isPresent()) {
      throw new IllegalArgumentException("must not contain noncharacters, such as U+FFFF");
    }
    if (line.codePoints().noneMatch(Characters::isVisible)) {
      throw new IllegalArgumentException(
          "must have a letter, a digit or another visible character");
    }
    return line;
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
}
