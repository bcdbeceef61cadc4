package dev.headwater.local.search;

import dev.headwater.local.search.index.Normalizer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.apache.lucene.util.BytesRef;

/**
 * A wildcard pattern: {@code *} stands for any text, {@code ?} for one code point, and {@code \}
 * takes the meaning from the character after it. A text is compared in UTF-8 bytes, without being
 * decoded; the time is at most the product of both lengths, whatever the pattern.
 */
final class Glob {
  private static final int ONE = -1;
  private static final int MANY = -2;

  /** Bytes, or one of the two above; never two {@code MANY} side by side. */
  private final int[] tokens;

  /** How many bytes every match ends with, whatever is before them. */
  private final int tail;

  private Glob(int[] tokens) {
    this.tokens = tokens;
    int literals = 0;
    while (literals < tokens.length && tokens[tokens.length - 1 - literals] >= 0) {
      literals++;
    }
    this.tail = literals;
  }

  /**
   * @param normalizer is applied to all that is not a wildcard
   */
  static Glob parse(String pattern, Normalizer normalizer) {
    var tokens = new Tokens(pattern.length());
    int[] points = pattern.codePoints().toArray();
    for (int i = 0; i < points.length; i++) {
      switch (points[i]) {
        case '*' -> tokens.addMany();
        case '?' -> tokens.add(ONE);
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

    void addMany() {
      if (size == 0 || tokens[size - 1] != MANY) {
        add(MANY);
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
    return tokens.length == 1 && tokens[0] == MANY;
  }

  /** What every match begins with. */
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
    return endsWithTail(text) && matchesFromStart(text);
  }

  /** Rules most texts out at once. */
  private boolean endsWithTail(BytesRef text) {
    if (text.length < tail) {
      return false;
    }
    int at = text.offset + text.length - tail;
    for (int token = tokens.length - tail; token < tokens.length; token++) {
      if (tokens[token] != (text.bytes[at++] & 0xFF)) {
        return false;
      }
    }
    return true;
  }

  /**
   * Takes as little as possible for each {@code *}, and one code point more when the rest does not
   * fit: only the last one that was met needs to be tried again.
   */
  private boolean matchesFromStart(BytesRef text) {
    int end = text.offset + text.length;
    int at = text.offset;
    int token = 0;
    int retryToken = -1;
    int retryAt = -1;
    while (at < end) {
      if (token < tokens.length && tokens[token] == MANY) {
        token++;
        retryToken = token;
        retryAt = candidate(text, at, end, token);
        at = retryAt;
      } else if (token < tokens.length && tokens[token] == ONE) {
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
    return token == tokens.length || (token == tokens.length - 1 && tokens[token] == MANY);
  }

  /** From where on what follows a {@code *} may fit; no byte inside a code point begins one. */
  private int candidate(BytesRef text, int from, int end, int token) {
    int at = from;
    if (token < tokens.length && tokens[token] >= 0) {
      while (at < end && (text.bytes[at] & 0xFF) != tokens[token]) {
        at++;
      }
    }
    return at;
  }

  /** Where the code point after this one begins. */
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
