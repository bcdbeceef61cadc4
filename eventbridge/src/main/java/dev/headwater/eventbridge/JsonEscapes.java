package dev.headwater.eventbridge;

import dev.headwater.event.PublishableText;
import java.util.HexFormat;

/**
 * JSON that every transport carries: a character that is not {@linkplain PublishableText
 * publishable} is written as its escape, in ASCII, and read back as it was. New events have none;
 * events from before they were refused may.
 */
final class JsonEscapes {
  private static final HexFormat HEX = HexFormat.of();

  private JsonEscapes() {}

  /**
   * @param json whose strings alone may hold such a character
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
