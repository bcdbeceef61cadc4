package dev.headwater.fuzz;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** Bytes that do not change, and need not be text. */
final class Bytes {
  static final Bytes NONE = new Bytes();

  private static final int SHOWN = 1_500;

  private final byte[] content;

  private Bytes(byte... content) {
    this.content = content;
  }

  static Bytes of(byte... content) {
    return new Bytes(content.clone());
  }

  /** In UTF-8. */
  static Bytes of(String text) {
    return new Bytes(text.getBytes(StandardCharsets.UTF_8));
  }

  static Bytes join(Bytes... parts) {
    var all = new ByteArrayOutputStream();
    for (Bytes part : parts) {
      all.writeBytes(part.content);
    }
    return new Bytes(all.toByteArray());
  }

  byte[] toArray() {
    return content.clone();
  }

  int length() {
    return content.length;
  }

  boolean isEmpty() {
    return content.length == 0;
  }

  /**
   * @param to behind the last one; may lie behind the end
   */
  Bytes part(int from, int to) {
    return new Bytes(Arrays.copyOfRange(content, from, Math.min(to, content.length)));
  }

  /** Nothing when they are not UTF-8. */
  Optional<String> text() {
    try {
      return Optional.of(
          StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(content)).toString());
    } catch (CharacterCodingException e) {
      return Optional.empty();
    }
  }

  /** With U+FFFD for what is not UTF-8. */
  String anyText() {
    return new String(content, StandardCharsets.UTF_8);
  }

  /** The first of them in one line of ASCII, as {@code printf '%b'} takes it. */
  String escaped() {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < Math.min(SHOWN, content.length); i++) {
      int b = content[i] & 0xFF;
      switch (b) {
        case '\r' -> text.append("\\r");
        case '\n' -> text.append("\\n");
        case '\\' -> text.append("\\\\");
        default ->
            text.append(
                b < 0x20 || b > 0x7E
                    ? String.format(Locale.ROOT, "\\x%02x", b)
                    : Character.toString(b));
      }
    }
    return content.length > SHOWN
        ? text + "… " + (content.length - SHOWN) + " bytes more"
        : text.toString();
  }

  @Override
  public String toString() {
    return escaped();
  }
}
