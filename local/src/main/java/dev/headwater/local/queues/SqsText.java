package dev.headwater.local.queues;

import java.util.HexFormat;
import software.amazon.awssdk.services.sqs.model.MessageAttributeValue;

/**
 * Rewrites text in the characters that SQS accepts in bodies and attributes. For any other
 * character, SQS rejects the message and possibly the whole call.
 *
 * @see <a href=
 *     "https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_SendMessage.html">
 *     SendMessage in the SQS API reference</a>
 */
public final class SqsText {
  private static final HexFormat HEX = HexFormat.of();

  private SqsText() {}

  private static boolean isAccepted(int c) {
    return c >= ' '
        ? c <= 0xD7FF || (c >= 0xE000 && c <= 0xFFFD) || c >= 0x10000
        : c == '\t' || c == '\n' || c == '\r';
  }

  /** Equivalent JSON, with every character that SQS rejects escaped. */
  public static String ofJson(String json) {
    StringBuilder text = new StringBuilder(json.length());
    json.codePoints()
        .forEach(
            c -> {
              if (isAccepted(c)) {
                text.appendCodePoint(c);
              } else {
                text.append("\\u").append(HEX.toHexDigits((char) c));
              }
            });
    return text.toString();
  }

  /** An attribute of type String with this text, as {@link #ofAttribute} rewrites it. */
  public static MessageAttributeValue attribute(String text) {
    return MessageAttributeValue.builder()
        .dataType("String")
        .stringValue(ofAttribute(text))
        .build();
  }

  /** A non-empty attribute value, with question marks in place of characters that SQS rejects. */
  static String ofAttribute(String value) {
    StringBuilder text = new StringBuilder(value.length());
    value.codePoints().map(c -> isAccepted(c) ? c : '?').forEach(text::appendCodePoint);
    return text.isEmpty() ? "?" : text.toString();
  }
}
