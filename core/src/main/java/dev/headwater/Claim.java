package dev.headwater;

import java.util.regex.Pattern;

/**
 * A value that at most one stream may hold at a time, such as an e-mail address.
 *
 * @param name the kind of value; 1 to 64 letters, digits, {@code _} and {@code -}
 * @param value in normal form: two spellings of the same value would be two claims
 */
public record Claim(String name, String value) {
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_-]{1,64}");

  public Claim {
    if (!NAME.matcher(name).matches()) {
      throw new IllegalArgumentException(
          "A claim's name has 1 to 64 letters, digits, underscores and hyphens");
    }
  }

  /** Omits the value, which may be personal data. */
  @Override
  public String toString() {
    return "Claim[" + name + ", …]";
  }
}
