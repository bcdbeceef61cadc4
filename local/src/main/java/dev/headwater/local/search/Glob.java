package dev.headwater.local.search;

import dev.headwater.local.search.index.Normalizer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.apache.lucene.util.BytesRef;

/**
 * A wildcard pattern: {@code *} matches any text, {@code ?} one code point, and {@code \} escapes
 * the next character. Compares UTF-8 bytes without decoding them; the time is at most proportional
 * to the product of both lengths, whatever the pattern.
 */
final class Glob {
  private static final int ANY_CHARACTER = -1;
  private static final int ANY_TEXT = -2;

  /** Bytes, or one of the two above; never two adjacent {@code ANY_TEXT}. */
  private final int[] tokens;

  /** The number of literal bytes at the end of the pattern. */
  private final int suffixLength;

  private Glob(int[] tokens) {
    this.tokens = tokens;
    int literals = 0;
    while (literals < tokens.length && tokens[tokens.length - 1 - literals] >= 0) {
      literals++;
    }
    this.suffixLength = literals;
  }

  /**
   * @param normalizer applied to literal characters
   */
  static Glob parse(String pattern, Normalizer normalizer) {
    var tokens = new Tokens(pattern.length());
    int[] points = pattern.codePoints().toArray();
    for (int i = 0; i < points.length; i++) {
      switch (points[i]) {
        case '*' -> tokens.addAnyText();
        case '?' -> tokens.add(ANY_CHARACTER);
        case '\\' -> {
          i = Math.min(i + 1, points.length - 1);
          tokens.addLiteral(normalizer.apply(points[i]));
        }
        default -> tokens.addLiteral(normalizer.apply(points[i]));
      }
    }
    return new Glob(tokens.toArray());
  }

  private static final class Tokens {
    private int[] tokens;
    private int size;

    Tokens(int capacity) {
      tokens = new int[Math.max(capacity, 1)];
    }

    void add(int token) {
      if (size == tokens.length) {
        tokens = Arrays.copyOf(tokens, size * 2);
      }
      tokens[size++] = token;
    }

    void addAnyText() {
      if (size == 0 || tokens[size - 1] != ANY_TEXT) {
        add(ANY_TEXT);
      }
    }

    void addLiteral(int codePoint) {
      for (byte b : Character.toString(codePoint).getBytes(StandardCharsets.UTF_8)) {
        add(b & 0xFF);
      }
    }

    int[] toArray() {
      return Arrays.copyOf(tokens, size);
    }
  }

  boolean matchesEverything() {
    return tokens.length == 1 && tokens[0] == ANY_TEXT;
  }

  /** The literal bytes at the start of the pattern. */
  BytesRef prefix() {
    int length = 0;
    while (length < tokens.length && tokens[length] >= 0) {
      length++;
    }
    byte[] prefix = new byte[length];
    for (int i = 0; i < length; i++) {
      prefix[i] = (byte) tokens[i];
    }
    return new BytesRef(prefix);
  }

  boolean matches(BytesRef text) {
    return endsWithSuffix(text) && matchesFromStart(text);
  }

  /** A cheap check that rules out most texts. */
  private boolean endsWithSuffix(BytesRef text) {
    if (text.length < suffixLength) {
      return false;
    }
    int at = text.offset + text.length - suffixLength;
    for (int token = tokens.length - suffixLength; token < tokens.length; token++) {
      if (tokens[token] != (text.bytes[at++] & 0xFF)) {
        return false;
      }
    }
    return true;
  }

  /**
   * Matches as little as possible for each {@code *}, and one more code point if the rest does not
   * match. Only the most recent {@code *} ever needs to be retried.
   */
  private boolean matchesFromStart(BytesRef text) {
    int end = text.offset + text.length;
    int at = text.offset;
    int token = 0;
    int retryToken = -1;
    int retryAt = -1;
    while (at < end) {
      if (token < tokens.length && tokens[token] == ANY_TEXT) {
        token++;
        retryToken = token;
        retryAt = candidate(text, at, end, token);
        at = retryAt;
      } else if (token < tokens.length && tokens[token] == ANY_CHARACTER) {
        token++;
        at = next(text, at, end);
      } else if (token < tokens.length && tokens[token] == (text.bytes[at] & 0xFF)) {
        token++;
        at++;
      } else if (retryToken >= 0) {
        retryAt = candidate(text, next(text, retryAt, end), end, retryToken);
        at = retryAt;
        token = retryToken;
      } else {
        return false;
      }
    }
    return token == tokens.length || (token == tokens.length - 1 && tokens[token] == ANY_TEXT);
  }

  /**
   * The next position where the rest after a {@code *} may match. Bytes inside a code point cannot
   * equal the first byte of one, so they need no check.
   */
  private int candidate(BytesRef text, int from, int end, int token) {
    int at = from;
    if (token < tokens.length && tokens[token] >= 0) {
      while (at < end && (text.bytes[at] & 0xFF) != tokens[token]) {
        at++;
      }
    }
    return at;
  }

  /** The start of the next code point. */
  private static int next(BytesRef text, int at, int end) {
    int next = at + 1;
    while (next < end && (text.bytes[next] & 0xC0) == 0x80) {
      next++;
    }
    return next;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Glob glob && Arrays.equals(tokens, glob.tokens);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(tokens);
  }
}
