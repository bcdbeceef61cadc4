package dev.headwater.fuzz;

import java.util.Arrays;
import java.util.Optional;
import java.util.function.IntPredicate;
import java.util.regex.Pattern;

/**
 * What no stored text may hold, written down once more so that the service's own rules are tested.
 */
final class TextRules {
  private static final int LABEL = 63;

  /** Default_Ignorable_Code_Point of Unicode 16. */
  private static final Pattern IGNORABLE =
      Pattern.compile(
          "[\\xAD\\u034F\\u061C\\u115F\\u1160"
              + "\\u17B4\\u17B5\\u180B-\\u180F\\u200B-\\u200F\\u202A-\\u202E\\u2060-\\u206F"
              + "\\u3164\\uFE00-\\uFE0F\\uFEFF\\uFFA0\\uFFF0-\\uFFF8\\x{1BCA0}-\\x{1BCA3}"
              + "\\x{1D173}-\\x{1D17A}\\x{E0000}-\\x{E0FFF}]");

  private TextRules() {}

  /** What is wrong with a name or reason; nothing when all is right. */
  static Optional<String> textFault(String text) {
    if (text.codePoints().noneMatch(TextRules::isVisible)) {
      return Optional.of("no visible character");
    }
    return characterFault(text);
  }

  /** The same of an e-mail in the form in which it is stored. */
  static Optional<String> emailFault(String email) {
    int at = email.lastIndexOf('@');
    String local = email.substring(0, Math.max(0, at));
    String domain = email.substring(at + 1);
    if (has(email, TextRules::isSpace)) {
      return Optional.of("white space");
    }
    if (has(email, TextRules::isIgnorable)) {
      return Optional.of("a default-ignorable or bidirectional character");
    }
    if (at < 1
        || local.startsWith(".")
        || local.endsWith(".")
        || local.contains("..")
        || (!local.startsWith("\"") && has(local, c -> "()<>[]:;@\\,\"".indexOf(c) >= 0))) {
      return Optional.of("a local part that is no dot-atom");
    }
    if (Arrays.stream(domain.split("\\.", -1)).anyMatch(TextRules::isNoLabel)) {
      return Optional.of("a label that is none");
    }
    return characterFault(email);
  }

  private static boolean isNoLabel(String label) {
    return label.isEmpty()
        || label.length() > LABEL
        || label.startsWith("xn--")
        || has(label, c -> "\u3002\uFF0E\uFF61".indexOf(c) >= 0 || (c >= 0xFF01 && c <= 0xFF5E));
  }

  private static Optional<String> characterFault(String text) {
    if (has(text, TextRules::isNoncharacter)) {
      return Optional.of("a noncharacter");
    }
    if (has(text, c -> Character.getType(c) == Character.SURROGATE)) {
      return Optional.of("a lone surrogate");
    }
    return has(text, Character::isISOControl)
        ? Optional.of("a control character")
        : Optional.empty();
  }

  private static boolean has(String text, IntPredicate kind) {
    return text.codePoints().anyMatch(kind);
  }

  private static boolean isVisible(int c) {
    return !isSpace(c) && !isIgnorable(c) && !Character.isISOControl(c);
  }

  private static boolean isSpace(int c) {
    return Character.isWhitespace(c) || Character.isSpaceChar(c) || c == 0x85;
  }

  private static boolean isIgnorable(int c) {
    return IGNORABLE.matcher(Character.toString(c)).matches();
  }

  private static boolean isNoncharacter(int c) {
    return (c >= 0xFDD0 && c <= 0xFDEF) || (c & 0xFFFE) == 0xFFFE;
  }
}
