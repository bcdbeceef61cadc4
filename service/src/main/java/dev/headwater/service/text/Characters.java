package dev.headwater.service.text;

/** Classifies invisible characters by their Unicode properties. A character is a code point. */
public final class Characters {
  private static final int BRAILLE_BLANK = 0x2800;
  private static final int NEXT_LINE = 0x85;
  private static final int NON_JOINER = 0x200c;
  private static final int JOINER = 0x200d;

  private Characters() {}

  /** Removes surrounding Unicode white space, some of which {@code strip} keeps. */
  public static String trim(String text) {
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

  /** The property White_Space, plus ASCII's four separators; all are single {@code char}s. */
  public static boolean isWhiteSpace(int codePoint) {
    return Character.isWhitespace(codePoint)
        || Character.isSpaceChar(codePoint)
        || codePoint == NEXT_LINE;
  }

  public static boolean isAscii(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) > 0x7f) {
        return false;
      }
    }
    return true;
  }

  /** Whether a reader sees it: a letter, digit, punctuation mark or symbol. */
  static boolean isVisible(int codePoint) {
    return !isHidden(codePoint) && !isMark(codePoint) && codePoint != BRAILLE_BLANK;
  }

  /**
   * White space, control and format characters (including those that change the text direction),
   * characters that are ignored by default, and surrogates, unassigned and private-use code points.
   */
  public static boolean isHidden(int codePoint) {
    return isWhiteSpace(codePoint) || isOther(codePoint) || isIgnorable(codePoint);
  }

  /** Two characters that some scripts need within words; UTS 46 rules where they are allowed. */
  public static boolean isJoiner(int codePoint) {
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

  /** The property Default_Ignorable_Code_Point, except for category C. */
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
