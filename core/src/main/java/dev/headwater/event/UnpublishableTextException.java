package dev.headwater.event;

import dev.headwater.host.HeadwaterException;
import java.util.Locale;

/**
 * A commit contains text that no transport can carry: see {@link PublishableText}. Nothing was
 * written, and a retry fails again.
 */
public final class UnpublishableTextException extends HeadwaterException {
  private static final long serialVersionUID = 1L;
  private final String place;
  private final int codePoint;

  /**
   * @param place where the character is, such as "the command's id"; never content of an event
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

  /** Where the character is. */
  public String place() {
    return place;
  }

  /** The character; an unpaired surrogate as itself. */
  public int codePoint() {
    return codePoint;
  }

  /** The code point in Unicode notation, such as {@code U+FFFF}. */
  public String character() {
    return name(codePoint);
  }

  private static String name(int codePoint) {
    return String.format(Locale.ROOT, "U+%04X", codePoint);
  }

  /** The stream's own id may contain the character, which a log cannot carry either. */
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
