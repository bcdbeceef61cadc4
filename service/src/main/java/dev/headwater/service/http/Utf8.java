package dev.headwater.service.http;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/**
 * Checks that text was sent in UTF-8, so that nothing is stored that the caller did not send.
 *
 * <p>Refuses U+FFFD too: a decoder on the way, such as the gateway's, puts it in place of bytes
 * that are not UTF-8. To send the character itself, write {@code \ufffd} in JSON.
 */
final class Utf8 {
  private static final char REPLACEMENT = '\ufffd';

  private Utf8() {}

  /**
   * @param what names the text in the answer, such as {@code The body}
   */
  static String decode(byte[] bytes, String what) {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      throw notUtf8(what);
    }
  }

  /** Checks text that was decoded elsewhere. */
  static String requireValid(String text, String what) {
    if (text.indexOf(REPLACEMENT) >= 0) {
      throw notUtf8(what);
    }
    return text;
  }

  private static ProblemException notUtf8(String what) {
    return ProblemException.malformed(what + " is not valid UTF-8.");
  }
}
