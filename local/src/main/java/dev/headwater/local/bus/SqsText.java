package dev.headwater.local.bus;

import java.util.HexFormat;

/**
 * Text in the characters that SQS takes in bodies and attributes. With any other it refuses the
 * message, and may do so with the whole call.
 *
 * @see <a href=
 *     "https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_SendMessage.html">
 *     SendMessage in the SQS API reference</a>
 */
final class SqsText {
  private static final HexFormat HEX = HexFormat.of();

  private SqsText() {}

  private static boolean isTaken(int c) {
    return c >= ' '
        ? c <= 0xD7FF || (c >= 0xE000 && c <= 0xFFFD) || c >= 0x10000
        : c == '\t' || c == '\n' || c == '\r';
  }

  /** The same JSON, with an escape for each character that SQS does not take. */
  static String ofJson(String json) {
    StringBuilder text = new StringBuilder(json.length());
    json.codePoints()
        .forEach(
            c -> {
              if (isTaken(c)) {
                text.appendCodePoint(c);
              } else {
                text.append("\\u").append(HEX.toHexDigits((char) c));
              }
            });
    return text.toString();
  }

  /** A value for an attribute, which is never empty. What SQS does not take is a question mark. */
  static String ofAttribute(String value) {
    StringBuilder text = new StringBuilder(value.length());
    value.codePoints().map(c -> isTaken(c) ? c : '?').forEach(text::appendCodePoint);
    return text.isEmpty() ? "?" : text.toString();
  }
}
