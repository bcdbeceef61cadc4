package dev.headwater.eventbridge;

import dev.headwater.projection.Failure;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The message attributes of a dead letter: why it is parked, and how often it was redriven in vain.
 * At most eight of the ten that SQS allows.
 *
 * @see <a href=
 *     "https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-message-metadata.html">
 *     SQS message metadata</a>
 */
final class LetterAttributes {
  static final String REASON = "reason";
  static final String KIND = "kind";
  static final String EXCEPTION = "exception";
  static final String PLACE = "place";
  static final String ATTEMPTS = "attempts";
  static final String FIRST_PARKED = "firstParked";
  static final String REDRIVEN_BY = "redrivenBy";

  private static final int MAX_LENGTH = 1000;

  private LetterAttributes() {}

  /** Of a message that is parked for the first time. */
  static Map<String, String> of(Failure failure) {
    Map<String, String> attributes = new LinkedHashMap<>();
    attributes.put(QueueMessage.REPAIR, "true");
    attributes.put(REASON, failure.reason().isEmpty() ? "unknown" : printable(failure.reason()));
    put(attributes, KIND, failure.kind());
    put(attributes, EXCEPTION, failure.exception());
    put(attributes, PLACE, failure.place());
    return Collections.unmodifiableMap(attributes);
  }

  /**
   * Of a letter that is parked again.
   *
   * @param attempts how often it was redriven in vain
   * @param redrivenBy the mark of the call that did so last; empty if none did
   */
  static Map<String, String> of(
      Failure failure, int attempts, Instant firstParked, String redrivenBy) {
    Map<String, String> attributes = new LinkedHashMap<>(of(failure));
    attributes.put(ATTEMPTS, Integer.toString(attempts));
    attributes.put(FIRST_PARKED, Long.toString(firstParked.toEpochMilli()));
    put(attributes, REDRIVEN_BY, redrivenBy);
    return Collections.unmodifiableMap(attributes);
  }

  /** SQS accepts no empty attribute. */
  private static void put(Map<String, String> attributes, String name, String value) {
    if (!value.isEmpty()) {
      attributes.put(name, printable(value));
    }
  }

  /** SQS accepts only characters that XML allows. */
  private static String printable(String value) {
    return value
        .substring(0, Math.min(value.length(), MAX_LENGTH))
        .replaceAll("[^\\t\\n\\x20-\\x{D7FF}\\x{E000}-\\x{FFFD}]", "?");
  }
}
