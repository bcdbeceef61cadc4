package dev.headwater.orders;

import java.util.Locale;
import java.util.regex.Pattern;

/** The rules of the texts that value types hold. Their messages never quote the text. */
final class Text {
  private static final Pattern ID = Pattern.compile("[A-Za-z0-9_-]{1,64}");

  /** Not in a line: control characters, line breaks, and what no event may contain. */
  private static final Pattern LINE =
      Pattern.compile(
          "(?=.*[\\p{L}\\p{N}])"
              + "[^\\p{Cc}\\p{Zl}\\p{Zp}\\p{Cs}\\p{IsNoncharacter_Code_Point}]{1,200}");

  private Text() {}

  static String id(String text) {
    return matching(ID, text, "must be 1 to 64 letters, digits, underscores or hyphens");
  }

  /** An id that people type: in any case, perhaps with white space around it. */
  static String code(String text) {
    return id(text.strip()).toUpperCase(Locale.ROOT);
  }

  /** What people write to people, without the white space around it. */
  static String line(String text) {
    return matching(
        LINE, text.strip(), "must be one line of 1 to 200 characters with a letter or digit");
  }

  private static String matching(Pattern rule, String text, String message) {
    if (!rule.matcher(text).matches()) {
      throw new IllegalArgumentException(message);
    }
    return text;
  }
}
