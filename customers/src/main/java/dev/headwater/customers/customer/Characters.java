package dev.headwater.customers.customer;

/** What Unicode says about characters that people do not see. A character is a code point. */
final class Characters {
  private static final int BRAILLE_BLANK = 0x2800;
  private static final int NEXT_LINE = 0x85;
  private static final int NON_JOINER = 0x200c;
  private static final int JOINER = 0x200d;

  private Characters() {}

  /** Removes white space around a text: Unicode's, of which {@code strip} keeps some. */
  static String trim(String text) {
    int begin = 0;
    int end = text.length();
    while (begin < end && isWhiteSpace(text.charAt(begin))) {
      begin++;
    }
    while (begin < end && isWhiteSpace(text.charAt(end - 1))) {
      end--;
    }
    return text.substring(begin, end);
  }

  /** The property White_Space, and the four separators of ASCII: none needs two chars. */
  static boolean isWhiteSpace(int codePoint) {
    return Character.isWhitespace(codePoint)
        || Character.isSpaceChar(codePoint)
        || codePoint == NEXT_LINE;
  }

  static boolean isAscii(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) > 0x7f) {
        return false;
      }
    }
    return true;
  }

  /** Whether somebody who reads it sees it: a letter, digit, punctuation mark or symbol. */
  static boolean isVisible(int codePoint) {
    return !isHidden(codePoint) && !isMark(codePoint) && codePoint != BRAILLE_BLANK;
  }

  /**
   * White space, control and format characters (those that turn the direction of writing are among
   * them), what is ignored by default, and what is no character at all: half of one, one that is
   * not assigned, or one for private use.
   */
  static boolean isHidden(int codePoint) {
    return isWhiteSpace(codePoint) || isOther(codePoint) || isIgnorable(codePoint);
  }

  /** Two that some scripts need within a word, where UTS 46 says whether they may stand. */
  static boolean isJoiner(int codePoint) {
    return codePoint == JOINER || codePoint == NON_JOINER;
  }

  /** Unicode's category C. */
  private static boolean isOther(int codePoint) {
    return switch (Character.getType(codePoint)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.PRIVATE_USE,
          Character.UNASSIGNED ->
          true;
      default -> false;
    };
  }

  private static boolean isMark(int codePoint) {
    return switch (Character.getType(codePoint)) {
      case Character.NON_SPACING_MARK, Character.COMBINING_SPACING_MARK, Character.ENCLOSING_MARK ->
          true;
      default -> false;
    };
  }

  /** The property Default_Ignorable_Code_Point, as far as it is not in category C. */
  private static boolean isIgnorable(int c) {
    return c == 0x34f
        || c == 0x115f
        || c == 0x1160
        || c == 0x17b4
        || c == 0x17b5
        || (c >= 0x180b && c <= 0x180f)
        || c == 0x3164
        || (c >= 0xfe00 && c <= 0xfe0f)
        || c == 0xffa0
        || (c >= 0xe0100 && c <= 0xe01ef);
  }
}
