package dev.headwater.eventbridge;

import dev.headwater.event.StreamId;
import dev.headwater.projection.Failure;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A message in a dead-letter queue.
 *
 * @param receiptHandle of the last time that it was received
 * @param stream what it is about; {@code null} if that cannot be told
 * @param version of the event, or of the commit's first event; 0 if that cannot be told
 * @param type of the event; empty if that cannot be told
 * @param failure why it is parked
 * @param attempts how often it was redriven in vain
 * @param firstParked when it was parked for the first time
 * @param lastParked when it was parked for the last time
 * @param redrivenBy the mark of the call that redrove it last; empty if none did
 */
public record DeadLetter(
    String messageId,
    String receiptHandle,
    @Nullable StreamId stream,
    long version,
    String type,
    Failure failure,
    int attempts,
    Instant firstParked,
    Instant lastParked,
    String redrivenBy,
    String body) {
  private static final int GROUP_BYTES = 4;

  /**
   * Identifies letters that failed in the same way: of the same kind, with the same exception from
   * the same method. Without an exception, the reason counts, but no number in it. Eight
   * hexadecimal digits.
   */
  public String group() {
    String method = failure.place().replaceFirst("\\(.*", "").replaceAll("\\$[0-9]+", "");
    String cause =
        failure.exception().isEmpty()
            ? failure.reason().replaceAll("[0-9]+", "#")
            : failure.exception() + '\n' + method;
    byte[] digest = sha256(failure.kind() + '\n' + cause);
    return HexFormat.of().formatHex(Arrays.copyOf(digest, GROUP_BYTES));
  }

  private static byte[] sha256(String text) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("Every Java platform has SHA-256", e);
    }
  }

  /**
   * A letter that is kept elsewhere, with the attributes that it would have in its queue.
   *
   * @param parked when it was parked for the last time
   */
  public static DeadLetter kept(
      String messageId, String body, Map<String, String> attributes, Instant parked) {
    return LetterReader.read(messageId, body, attributes, parked);
  }

  /** The same without its body, which may be large. */
  public DeadLetter withoutBody() {
    return new DeadLetter(
        messageId,
        receiptHandle,
        stream,
        version,
        type,
        failure,
        attempts,
        firstParked,
        lastParked,
        redrivenBy,
        "");
  }

  /** Of a commit that the bus refuses. */
  static Failure refused(String reason) {
    return new Failure("refused", "The bus refuses it: " + reason, reason, "");
  }

  /** The attributes of this letter once it is parked again, as it is. */
  public Map<String, String> attributes() {
    return LetterAttributes.of(failure, attempts, firstParked, redrivenBy);
  }

  /**
   * The attributes of this letter once it is parked again after it was redriven in vain.
   *
   * @param redrivenBy the mark of the call that redrove it
   */
  public Map<String, String> attributesAfter(Failure next, String redrivenBy) {
    return LetterAttributes.of(next, attempts + 1, firstParked, redrivenBy);
  }
}
