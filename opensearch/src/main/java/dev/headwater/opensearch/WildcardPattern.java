package dev.headwater.opensearch;

/**
 * A pattern of text in which {@code *} stands for any characters or none and {@code ?} for one (one
 * Unicode code point); {@code \\} takes the character behind it as it is. Everything else stands
 * for itself, whatever the case: letters are compared by the lower case of their code point.
 *
 * <p>It is data, never a query: there is no other syntax in it.
 */
public final class WildcardPattern {
  /** The longest text that a pattern may have, escapes not counted. */
  public static final int MAX_LENGTH = 256;

  /** The most wildcards; several {@code *} in a row are one. */
  public static final int MAX_WILDCARDS = 8;

  private static final char ESCAPE = '\\';

  /** The text, in lower case, while there are no wildcards; with them, as Lucene reads it. */
  private final StringBuilder plain = new StringBuilder();

  private final StringBuilder query = new StringBuilder();
  private int length;
  private int wildcards;
  private boolean afterStar;

  /**
   * @throws IllegalArgumentException says what is wrong, and repeats nothing of the text
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
      query.appendCodePoint(codePoint);
    } else {
      addLiteral(Character.toLowerCase(codePoint));
    }
  }

  private void addLiteral(int codePoint) {
    plain.appendCodePoint(codePoint);
    if (codePoint == '*' || codePoint == '?' || codePoint == ESCAPE) {
      query.append(ESCAPE);
    }
    query.appendCodePoint(codePoint);
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
   * Whether the pattern stands for this text, as a search finds it. Takes time in proportion to the
   * text's length times the pattern's at most.
   */
  public boolean matches(String text) {
    int[] pattern = query.codePoints().toArray();
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

  /** As texts are compared: each code point for itself, as Lucene does it. */
  static String lowerCase(String text) {
    StringBuilder lower = new StringBuilder(text.length());
    text.codePoints().forEach(c -> lower.appendCodePoint(Character.toLowerCase(c)));
    return lower.toString();
  }

  /** Whether there is no wildcard in it, so that it stands for one text alone. */
  boolean isExact() {
    return wildcards == 0;
  }

  /** The text that an exact pattern stands for. */
  String text() {
    return plain.toString();
  }

  /** As Lucene and OpenSearch read a wildcard query. */
  String query() {
    return query.toString();
  }

  /** Possibly personal: never let it slip into a log line. */
  @Override
  public String toString() {
    return "WildcardPattern[…]";
  }
}
