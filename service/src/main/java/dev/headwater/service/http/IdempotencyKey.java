package dev.headwater.service.http;

import dev.headwater.event.CommandStamp;
import java.util.regex.Pattern;

/** The key by which a repeated command is recognised. It becomes the command's id. */
public final class IdempotencyKey {
  private static final Pattern KEY =
      Pattern.compile("[\\x21-\\x7e]{1," + CommandStamp.MAX_ID_LENGTH + "}");

  private IdempotencyKey() {}

  /**
   * Returns the text if it can be a key.
   *
   * @throws IllegalArgumentException if it cannot
   */
  public static String parse(String text) {
    if (!KEY.matcher(text).matches()) {
      throw new IllegalArgumentException(
          "must be 1 to "
              + CommandStamp.MAX_ID_LENGTH
              + " visible ASCII characters without spaces");
    }
    return text;
  }
}
