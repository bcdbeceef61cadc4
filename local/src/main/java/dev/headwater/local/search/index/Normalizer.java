package dev.headwater.local.search.index;

/** Transforms text before it is indexed, and before it is searched for. */
public enum Normalizer {
  NONE,
  LOWERCASE;

  public int apply(int codePoint) {
    return this == LOWERCASE ? Character.toLowerCase(codePoint) : codePoint;
  }

  /** Transforms each code point separately, as Lucene's filter does. */
  public String apply(String text) {
    if (this == NONE) {
      return text;
    }
    var normalized = new StringBuilder(text.length());
    text.codePoints().map(this::apply).forEach(normalized::appendCodePoint);
    return normalized.toString();
  }
}
