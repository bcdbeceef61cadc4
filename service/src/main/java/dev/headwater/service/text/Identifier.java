package dev.headwater.service.text;

/** Text that identifies an aggregate: 1 to 64 letters, digits, {@code _} and {@code -}. */
public final class Identifier {
  private static final int MAX_LENGTH = 64;

  private Identifier() {}

  /**
   * The text, unchanged.
   *
   * @throws IllegalArgumentException if it is anything else; the message does not quote it
   */
  public static String require(String text) {
    if (text.isEmpty() || text.length() > MAX_LENGTH || !hasAllowedCharacters(text)) {
      throw new IllegalArgumentException("must be 1 to 64 letters, digits, underscores or hyphens");
    }
    return text;
  }

  /** A regular expression would take much of the memory that reading a page of views takes. */
  private static boolean hasAllowedCharacters(String text) {
    for (int at = 0; at < text.length(); at++) {
      if (!isAllowed(text.charAt(at))) {
        return false;
      }
    }
    return true;
  }

  private static boolean isAllowed(char letter) {
    return (letter >= 'a' && letter <= 'z')
        || (letter >= 'A' && letter <= 'Z')
        || (letter >= '0' && letter <= '9')
        || letter == '_'
        || letter == '-';
  }
}
