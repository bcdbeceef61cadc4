package dev.headwater.eventbridge;

import dev.headwater.event.PublishableText;
import java.util.HexFormat;

/**
 * Escapes JSON so that every transport can carry it: a character that is not {@linkplain
 * PublishableText publishable} becomes an ASCII escape, which reads back as the same character. The
 * stores refuse such characters now, but older events may hold them.
 */
final class JsonEscapes {
  private static final HexFormat HEX = HexFormat.of();

  private JsonEscapes() {}

  /**
   * @param json may hold such characters within strings only
   */
  static String of(String json) {
    if (PublishableText.findUnpublishable(json).isEmpty()) {
      return json;
    }
    StringBuilder escaped = new StringBuilder(json.length() + 64);
    json.codePoints().forEach(codePoint -> append(codePoint, escaped));
    return escaped.toString();
  }

  private static void append(int codePoint, StringBuilder escaped) {
    if (PublishableText.isPublishable(codePoint)) {
      escaped.appendCodePoint(codePoint);
      return;
    }
    for (char unit : Character.toChars(codePoint)) {
      escaped.append("\\u").append(HEX.toHexDigits(unit));
    }
  }
}
