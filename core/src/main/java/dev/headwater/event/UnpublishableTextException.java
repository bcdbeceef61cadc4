package dev.headwater.event;

import dev.headwater.host.HeadwaterException;
import java.util.Locale;

/**
 * A commit with text that no transport can carry: see {@link PublishableText}. Nothing was written,
 * and the same commit would be refused again.
 */
public final class UnpublishableTextException extends HeadwaterException {
  private static final long serialVersionUID = 1L;
  private final String place;
  private final int codePoint;

  /**
   * @param place where it stands, such as "the command's id"; without content of an event
   */
  public UnpublishableTextException(StreamId stream, String place, int codePoint) {
    super(
        "A commit to stream "
            + printable(stream)
            + " cannot be published: "
            + place
            + " has the character "
            + name(codePoint),
        null);
    this.place = place;
    this.codePoint = codePoint;
  }

  /** Where the character stands. */
  public String place() {
    return place;
  }

  /** What stands there; half of a surrogate pair for itself. */
  public int codePoint() {
    return codePoint;
  }

  /** The code point as Unicode writes it: {@code U+FFFF}. */
  public String character() {
    return name(codePoint);
  }

  private static String name(int codePoint) {
    return String.format(Locale.ROOT, "U+%04X", codePoint);
  }

  /** The stream's own identity may hold the character, and a log could not carry it either. */
  private static String printable(StreamId stream) {
    StringBuilder text = new StringBuilder();
    stream
        .toString()
        .codePoints()
        .map(c -> PublishableText.isPublishable(c) ? c : '?')
        .forEach(text::appendCodePoint);
    return text.toString();
  }
}
