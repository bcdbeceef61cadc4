package dev.headwater.query;

/**
 * A text pattern in which {@code *} matches any characters or none, {@code ?} matches one (a
 * Unicode code point), and {@code \\} escapes the next character. Any other character matches
 * itself, ignoring case: code points are compared in lower case.
 *
 * <p>A pattern has no other syntax, so callers cannot inject a query. Immutable.
 */
public final class WildcardPattern {
  /** The maximum length of a pattern in code points, not counting escapes. */
  public static final int MAX_LENGTH = 256;

  /** The maximum number of wildcards; consecutive {@code *} count as one. */
  public static final int MAX_WILDCARDS = 8;

  private static final char ESCAPE = '\\';

  /** The text in lower case, without escapes. Only meaningful if there are no wildcards. */
  private final StringBuilder plain = new StringBuilder();

  private final StringBuilder normalForm = new StringBuilder();
  private int length;
  private int wildcards;
  private boolean afterStar;

  /**
   * @throws IllegalArgumentException if the pattern is invalid; the message says why, without
   *     quoting the text
   */
  public WildcardPattern(String text) {
    if (text.isEmpty()) {
      throw new IllegalArgumentException("must not be empty");
    }
    if (text.codePoints().anyMatch(WildcardPattern::isHalf)) {
      throw new IllegalArgumentException("must be valid Unicode");
    }
    boolean escaped = false;
    for (int codePoint : text.codePoints().toArray()) {
      if (escaped || codePoint != ESCAPE) {
        add(codePoint, escaped);
        escaped = false;
      } else {
        escaped = true;
      }
    }
    check(escaped);
  }

  private static boolean isHalf(int codePoint) {
    return Character.getType(codePoint) == Character.SURROGATE;
  }

  private void add(int codePoint, boolean escaped) {
    boolean star = codePoint == '*' && !escaped;
    if (star && afterStar) {
      return;
    }
    afterStar = star;
    length++;
    if (star || (codePoint == '?' && !escaped)) {
      wildcards++;
      normalForm.appendCodePoint(codePoint);
    } else {
      addLiteral(Character.toLowerCase(codePoint));
    }
  }

  private void addLiteral(int codePoint) {
    plain.appendCodePoint(codePoint);
    if (codePoint == '*' || codePoint == '?' || codePoint == ESCAPE) {
      normalForm.append(ESCAPE);
    }
    normalForm.appendCodePoint(codePoint);
  }

  private void check(boolean openEscape) {
    if (openEscape) {
      throw new IllegalArgumentException(
          "must not end within an escape: write \\\\ for a backslash");
    }
    if (length > MAX_LENGTH) {
      throw new IllegalArgumentException("must have at most " + MAX_LENGTH + " characters");
    }
    if (wildcards > MAX_WILDCARDS) {
      throw new IllegalArgumentException(
          "must have at most " + MAX_WILDCARDS + " wildcards (* and ?)");
    }
  }

  /**
   * Whether the pattern matches this text, with the same result as a search. Takes at most time
   * proportional to the length of the text times that of the pattern.
   */
  public boolean matches(String text) {
    int[] pattern = normalForm.codePoints().toArray();
    int[] letters = lowerCase(text).codePoints().toArray();
    int at = 0;
    int read = 0;
    int star = -1;
    int starredUpTo = 0;
    while (read < letters.length) {
      if (at < pattern.length && pattern[at] == '*') {
        star = at;
        starredUpTo = read;
        at++;
      } else if (at < pattern.length && matchesOne(pattern, at, letters[read])) {
        at += pattern[at] == ESCAPE ? 2 : 1;
        read++;
      } else if (star >= 0) {
        at = star + 1;
        starredUpTo++;
        read = starredUpTo;
      } else {
        return false;
      }
    }
    while (at < pattern.length && pattern[at] == '*') {
      at++;
    }
    return at == pattern.length;
  }

  private static boolean matchesOne(int[] pattern, int at, int letter) {
    return pattern[at] == ESCAPE
        ? pattern[at + 1] == letter
        : pattern[at] == '?' || pattern[at] == letter;
  }

  /** Lowers each code point by itself, as Lucene does. */
  static String lowerCase(String text) {
    StringBuilder lower = new StringBuilder(text.length());
    text.codePoints().forEach(c -> lower.appendCodePoint(Character.toLowerCase(c)));
    return lower.toString();
  }

  /** Whether the pattern has no wildcards, so that it matches one text only. */
  public boolean isExact() {
    return wildcards == 0;
  }

  /** The text that an exact pattern matches, in lower case. */
  public String text() {
    return plain.toString();
  }

  /**
   * An equal pattern in lower case, with consecutive {@code *} merged, and without needless
   * escapes.
   */
  public String normalForm() {
    return normalForm.toString();
  }

  /** Hides the content, which may be personal, from logs. */
  @Override
  public String toString() {
    return "WildcardPattern[…]";
  }
}
