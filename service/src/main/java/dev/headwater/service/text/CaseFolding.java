package dev.headwater.service.text;

import java.text.Normalizer;
import java.util.Locale;

/**
 * Gives one spelling to texts that differ only in case, or in how accents are encoded: lower case,
 * in Unicode NFC.
 *
 * <p>A letter equals its capital, and letters that share one capital letter are equal: {@code ς}
 * and {@code σ}, {@code ſ} and {@code s}. A letter whose capital is two letters does not equal
 * those two: {@code ß} has the capital {@code ẞ} and is not {@code SS}. Neither {@code İ} nor
 * {@code ı} equals {@code i}: in Turkish, these are different letters.
 */
public final class CaseFolding {
  private static final int DOTTED_CAPITAL_I = 0x130;
  private static final int DOTLESS_I = 0x131;

  /** A combining mark that NFC may compose; its capital is a separate letter. */
  private static final int IOTA_BELOW = 0x345;

  private CaseFolding() {}

  /** Folds any text. Folding the result again changes nothing. */
  public static String fold(String text) {
    if (Characters.isAscii(text)) {
      return text.toLowerCase(Locale.ROOT);
    }
    StringBuilder folded = new StringBuilder(text.length());
    text.codePoints().forEach(codePoint -> append(folded, codePoint));
    return Normalizer.normalize(folded, Normalizer.Form.NFC);
  }

  /** Goes through upper case, to fold letters that have only their capital in common. */
  private static void append(StringBuilder folded, int codePoint) {
    switch (codePoint) {
      case DOTTED_CAPITAL_I -> folded.append("i\u0307");
      case DOTLESS_I, IOTA_BELOW -> folded.appendCodePoint(codePoint);
      default -> folded.appendCodePoint(Character.toLowerCase(Character.toUpperCase(codePoint)));
    }
  }
}
