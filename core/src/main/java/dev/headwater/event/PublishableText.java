package dev.headwater.event;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The characters that text in an event may contain: SQS's documented set ({@code #x9 | #xA | #xD |
 * #x20 to #xD7FF | #xE000 to #xFFFD | #x10000 to #x10FFFF}) minus Unicode's noncharacters. So
 * unpaired surrogates are refused, and control characters other than tab, line feed and carriage
 * return.
 *
 * <p>SQS's set excludes two noncharacters, U+FFFE and U+FFFF. The other 64 are refused as well:
 * Unicode reserves them for internal use, so a receiver need not accept them.
 *
 * @see <a href=
 *     "https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_SendMessage.html">
 *     SendMessage in the SQS API reference</a>
 * @see <a href="https://www.unicode.org/faq/private_use.html#noncharacters">Noncharacters in
 *     Unicode</a>
 */
public final class PublishableText {
  private static final int LAST_OF_PLANE = 0xFFFE;
  private static final int FIRST_NONCHARACTER = 0xFDD0;
  private static final int LAST_NONCHARACTER = 0xFDEF;
  private static final Pattern FIELD_NAME = Pattern.compile("[A-Za-z0-9_.-]{1,64}");

  private PublishableText() {}

  /** Whether an event may contain this code point. An unpaired surrogate is never allowed. */
  public static boolean isPublishable(int codePoint) {
    if (codePoint < ' ') {
      return codePoint == '\t' || codePoint == '\n' || codePoint == '\r';
    }
    return !isSurrogate(codePoint) && !isNoncharacter(codePoint);
  }

  private static boolean isSurrogate(int codePoint) {
    return codePoint >= Character.MIN_SURROGATE && codePoint <= Character.MAX_SURROGATE;
  }

  private static boolean isNoncharacter(int codePoint) {
    return (codePoint & LAST_OF_PLANE) == LAST_OF_PLANE
        || (codePoint >= FIRST_NONCHARACTER && codePoint <= LAST_NONCHARACTER);
  }

  /** The first code point in the text that may not be published, if any. */
  public static OptionalInt findUnpublishable(String text) {
    int codePoint;
    for (int at = 0; at < text.length(); at += Character.charCount(codePoint)) {
      codePoint = text.codePointAt(at);
      if (!isPublishable(codePoint)) {
        return OptionalInt.of(codePoint);
      }
    }
    return OptionalInt.empty();
  }

  /**
   * Whether the text is well-formed Unicode, without unpaired surrogates. UTF-8 cannot encode
   * those, so no store can take them, and a single one may fail a whole batch.
   */
  public static boolean isUnicode(String text) {
    int codePoint;
    for (int at = 0; at < text.length(); at += Character.charCount(codePoint)) {
      codePoint = text.codePointAt(at);
      if (isSurrogate(codePoint)) {
        return false;
      }
    }
    return true;
  }

  /**
   * Whether every text in a plain value is well-formed: a text, a list, a map including its keys,
   * or null.
   */
  public static boolean isUnicode(@Nullable Object value) {
    return switch (value) {
      case String text -> isUnicode(text);
      case Collection<?> values -> values.stream().allMatch(PublishableText::isUnicode);
      case Map<?, ?> map -> isUnicode(map.keySet()) && isUnicode(map.values());
      case null, default -> true;
    };
  }

  /**
   * Checks that all text of a commit can be published: its stream, the command's id, the metadata,
   * and each event's type and payload, field names included. Skips events that are not encoded,
   * whose text is unknown.
   *
   * @throws UnpublishableTextException naming the place and the code point
   */
  public static void check(Commit<?> commit) {
    check(commit, "the stream's category", commit.stream().category());
    check(commit, "the stream's id", commit.stream().id());
    check(commit, "the command's id", commit.command().commandId());
    Metadata metadata = commit.metadata();
    check(commit, "the correlation id", metadata.correlationId());
    check(commit, "the causation id", metadata.causationId());
    check(commit, "the actor", metadata.actor());
    check(commit, "the trace context", metadata.traceparent());
    for (Object event : commit.events()) {
      if (event instanceof EncodedEvent encoded) {
        check(commit, encoded);
      }
    }
  }

  private static void check(Commit<?> commit, EncodedEvent event) {
    String type = event.eventType();
    check(commit, "an event's type", type);
    event
        .payload()
        .forEach(
            (name, value) -> {
              OptionalInt inName = findUnpublishable(name);
              if (inName.isPresent()) {
                throw refusal(commit, "the name of a field of a " + type, inName);
              }
              OptionalInt inValue = find(value);
              if (inValue.isPresent()) {
                throw refusal(commit, field(name) + " of a " + type, inValue);
              }
            });
  }

  /** The field's name, unless it may be data, such as an address that keys a map. */
  private static String field(String name) {
    return FIELD_NAME.matcher(name).matches() ? "the field '" + name + "'" : "a field";
  }

  private static void check(Commit<?> commit, String place, @Nullable String text) {
    OptionalInt found = find(text);
    if (found.isPresent()) {
      throw refusal(commit, place, found);
    }
  }

  private static UnpublishableTextException refusal(
      Commit<?> commit, String place, OptionalInt found) {
    return new UnpublishableTextException(commit.stream(), place, found.getAsInt());
  }

  private static OptionalInt find(@Nullable Object value) {
    return switch (value) {
      case String text -> findUnpublishable(text);
      case List<?> list -> findIn(list);
      case Map<?, ?> map -> {
        OptionalInt inNames = findIn(map.keySet());
        yield inNames.isPresent() ? inNames : findIn(map.values());
      }
      case null, default -> OptionalInt.empty();
    };
  }

  private static OptionalInt findIn(Collection<?> values) {
    for (Object value : values) {
      OptionalInt found = find(value);
      if (found.isPresent()) {
        return found;
      }
    }
    return OptionalInt.empty();
  }
}
