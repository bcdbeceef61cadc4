package dev.headwater.local.search.index;

/** What becomes of a text before it is indexed, and before it is looked for. */
public enum Normalizer {
  NONE,
  LOWERCASE;

  public int apply(int codePoint) {
    return this == LOWERCASE ? Character.toLowerCase(codePoint) : codePoint;
  }

  /** Each code point by itself, as Lucene's filter does it. */
  public String apply(String text) {
    if (this == NONE) {
      return text;
    }
    var normalized = new StringBuilder(text.length());
    text.codePoints().map(this::apply).forEach(normalized::appendCodePoint);
    return normalized.toString();
  }
}
