package dev.headwater.customers.customer;

import dev.headwater.service.text.CaseFolding;
import dev.headwater.service.text.Characters;
import org.jspecify.annotations.Nullable;

/**
 * The part of an address before the {@code @}, by <a
 * href="https://www.rfc-editor.org/rfc/rfc5321#section-4.1.2">RFC 5321</a> with the letters of RFC
 * 6531: a dot-string or a quoted string. Unnecessary quotes are removed.
 */
final class LocalPart {
  private static final int MAX_LENGTH = 64;
  private static final String SPECIALS = "()<>[]:;@\\,.\"";

  private LocalPart() {}

  /** The normal form of any text; text that is not a local part keeps its quotes and dots. */
  static String normalise(String text) {
    String content = unquoted(text);
    if (content == null) {
      return CaseFolding.fold(text);
    }
    String folded = CaseFolding.fold(content);
    return isDotString(folded) ? folded : quoted(folded);
  }

  /** Whether this is a local part in its normal form. */
  static boolean isValid(String text) {
    return text.codePointCount(0, text.length()) <= MAX_LENGTH
        && text.codePoints().noneMatch(Characters::isHidden)
        && (isDotString(text) || unquoted(text) != null);
  }

  private static boolean isDotString(String text) {
    boolean afterAtom = false;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '.' ? !afterAtom : SPECIALS.indexOf(c) >= 0) {
        return false;
      }
      afterAtom = c != '.';
    }
    return afterAtom;
  }

  /** The content of a quoted string; {@code null} if this is not one. */
  private static @Nullable String unquoted(String text) {
    int end = text.length() - 1;
    if (end < 1 || text.charAt(0) != '"' || text.charAt(end) != '"') {
      return null;
    }
    StringBuilder content = new StringBuilder(end);
    for (int i = 1; i < end; i++) {
      char c = text.charAt(i);
      if (c == '"') {
        return null;
      }
      if (c == '\\') {
        i++;
        if (i == end) {
          return null;
        }
        c = text.charAt(i);
      }
      content.append(c);
    }
    return content.toString();
  }

  private static String quoted(String content) {
    return '"' + content.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
  }
}
