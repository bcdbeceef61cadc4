package dev.headwater.service.http;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HexFormat;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;

/**
 * Where the next page begins, as text for clients to pass back unchanged. It includes the name of
 * its list and a checksum, so that a cursor that was altered or belongs to another list is refused.
 *
 * @param list names the list and its filter; without line breaks
 * @param place what the list needs to continue
 */
public record Cursor(String list, String place) {
  private static final int CHECKSUM_LENGTH = 8;

  public String encode() {
    String text = list + '\n' + place;
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString((checksum(text) + text).getBytes(StandardCharsets.UTF_8));
  }

  /** The place in a cursor of this list; {@code null} without a cursor. */
  static @Nullable String place(@Nullable String cursor, String list) {
    if (cursor == null) {
      return null;
    }
    String text = decode(cursor);
    if (!text.startsWith(list + '\n')) {
      throw foreign();
    }
    return text.substring(list.length() + 1);
  }

  /** For a cursor that this list never returned. */
  public static ProblemException foreign() {
    return ProblemException.malformed(
        "The cursor is not one of this list: take the nextCursor"
            + " of its last page, unchanged.");
  }

  private static String decode(String cursor) {
    try {
      String text = new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.UTF_8);
      String content = text.substring(Math.min(CHECKSUM_LENGTH, text.length()));
      if (text.startsWith(checksum(content))) {
        return content;
      }
    } catch (IllegalArgumentException e) {
      throw foreign();
    }
    throw foreign();
  }

  /** Guards against mistakes, not against attackers: a cursor grants nothing. */
  private static String checksum(String text) {
    CRC32 sum = new CRC32();
    sum.update(text.getBytes(StandardCharsets.UTF_8));
    return HexFormat.of().toHexDigits((int) sum.getValue());
  }
}
