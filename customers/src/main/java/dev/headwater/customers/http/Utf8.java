package dev.headwater.customers.http;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/**
 * Text that came as bytes. What is not UTF-8 ends the request: nothing is stored that nobody sent.
 *
 * <p>U+FFFD ends it as well. That is what a decoder on the way, such as a gateway's, leaves in the
 * place of bytes that are not UTF-8. Whoever means the character itself writes {@code \ufffd} in
 * JSON.
 */
final class Utf8 {
  private static final char REPLACEMENT = '\ufffd';

  private Utf8() {}

  /**
   * @param what is named in the answer, such as {@code The body}
   */
  static String decode(byte[] bytes, String what) {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      throw notUtf8(what);
    }
  }

  /** The text, which somebody has decoded before. */
  static String decoded(String text, String what) {
    if (text.indexOf(REPLACEMENT) >= 0) {
      throw notUtf8(what);
    }
    return text;
  }

  private static ProblemException notUtf8(String what) {
    return ProblemException.malformed(what + " is not valid UTF-8.");
  }
}
