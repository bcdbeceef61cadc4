package dev.headwater.service.text;

import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A search pattern taken apart, so that its literal text can be normalised: {@code *} and {@code ?}
 * are wildcards, and a backslash escapes the next character.
 *
 * @param marked the pattern without escapes, with a noncharacter in place of each wildcard
 */
public record Wildcards(String marked) {
  private static final char ESCAPE = '\\';
  private static final char ANY = '\ufdd0';
  private static final char ONE = '\ufdd1';
  private static final Pattern WILDCARD = Pattern.compile("[" + ANY + ONE + "]");
  private static final Pattern LITERAL = Pattern.compile("[^" + ANY + ONE + "]+");

  /** Takes a pattern apart. One that {@linkplain #endsInEscape ends in an escape} has no parts. */
  public static Wildcards of(String pattern) {
    StringBuilder marked = new StringBuilder(pattern.length());
    for (int i = 0; i < pattern.length(); i++) {
      switch (pattern.charAt(i)) {
        case '*' -> marked.append(ANY);
        case '?' -> marked.append(ONE);
        case ESCAPE -> {
          i++;
          marked.append(pattern.charAt(i));
        }
        default -> marked.append(pattern.charAt(i));
      }
    }
    return new Wildcards(marked.toString());
  }

  /** Whether the pattern is malformed because its last escape escapes nothing. */
  public static boolean endsInEscape(String pattern) {
    int escapes = 0;
    while (escapes < pattern.length() && pattern.charAt(pattern.length() - 1 - escapes) == ESCAPE) {
      escapes++;
    }
    return escapes % 2 == 1;
  }

  /** Whether a text has the mark of a wildcard. */
  public static boolean isIn(String text) {
    return WILDCARD.matcher(text).find();
  }

  /** Changes the text between the wildcards, each piece by itself. */
  public static String mapLiterals(String marked, UnaryOperator<String> change) {
    return LITERAL
        .matcher(marked)
        .replaceAll(literal -> Matcher.quoteReplacement(change.apply(literal.group())));
  }

  /** The pattern, with escapes where they are needed. */
  public String pattern() {
    StringBuilder pattern = new StringBuilder(marked.length());
    for (int i = 0; i < marked.length(); i++) {
      char c = marked.charAt(i);
      switch (c) {
        case ANY -> pattern.append('*');
        case ONE -> pattern.append('?');
        case '*', '?', ESCAPE -> pattern.append(ESCAPE).append(c);
        default -> pattern.append(c);
      }
    }
    return pattern.toString();
  }
}
