package dev.headwater.customers.customer;

import java.text.Normalizer;
import java.util.Locale;

/**
 * One spelling of texts that differ in upper and lower case, or in how accents are written: lower
 * case, and Unicode NFC.
 *
 * <p>Upper and lower case are the same for each letter of which Unicode knows <em>one</em> letter
 * in the other case, so {@code ς} and {@code σ} are, which share a capital, and {@code ſ} and
 * {@code s}. A letter whose capital is two letters is not those two: {@code ß} has the capital
 * {@code ẞ} and is not {@code SS}. And neither {@code İ} nor {@code ı} is {@code i}, as in Turkish.
 */
final class CaseFolding {
  private static final int DOTTED_CAPITAL_I = 0x130;
  private static final int DOTLESS_I = 0x131;

  /** A mark, and part of a letter that NFC composes: its capital is a letter of its own. */
  private static final int IOTA_BELOW = 0x345;

  private CaseFolding() {}

  /** Of any text; what it returns it returns unchanged. */
  static String fold(String text) {
    if (Characters.isAscii(text)) {
      return text.toLowerCase(Locale.ROOT);
    }
    StringBuilder folded = new StringBuilder(text.length());
    text.codePoints().forEach(codePoint -> append(folded, codePoint));
    return Normalizer.normalize(folded, Normalizer.Form.NFC);
  }

  /** By way of the upper case, in which letters meet that have only their capital in common. */
  private static void append(StringBuilder folded, int codePoint) {
    switch (codePoint) {
      case DOTTED_CAPITAL_I -> folded.append("i\u0307");
      case DOTLESS_I, IOTA_BELOW -> folded.appendCodePoint(codePoint);
      default -> folded.appendCodePoint(Character.toLowerCase(Character.toUpperCase(codePoint)));
    }
  }
}
