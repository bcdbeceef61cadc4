package dev.headwater.service.operations.internal.letters;

import dev.headwater.eventbridge.DeadLetter;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What to do with which dead letters. Of several selections, letters must meet all.
 *
 * @param all whether to select every letter of every queue
 * @param queue selects those of a queue, by its name
 * @param group selects those that failed in the same way
 * @param stream selects those of a stream, as in {@code CUSTOMER#ada}
 * @param message selects one letter
 * @param archived whether to do it with archived letters
 * @param values whether to show values of events, which may be personal
 * @param reason why they are dropped
 * @param limit how many to show
 */
public record LettersRequest(
    Action action,
    @Nullable Boolean all,
    @Nullable String queue,
    @Nullable String group,
    @Nullable String stream,
    @Nullable String message,
    @Nullable Boolean archived,
    @Nullable Boolean values,
    @Nullable String reason,
    @Nullable Integer limit) {
  private static final int DEFAULT_LIMIT = 20;
  private static final int MAX_LIMIT = 1000;
  private static final int MAX_REASON = 1000;

  /** What to do. */
  public enum Action {
    /** Groups them. */
    LIST(false, true),
    /** Shows each of them. */
    SHOW(false, true),
    /** Retries what failed. */
    REDRIVE(true, false),
    /** Removes them. */
    DROP(true, true),
    /** Takes them out of their queues, and keeps them. */
    ARCHIVE(true, false),
    /** Puts archived letters back into their queues. */
    UNARCHIVE(true, false),
    /** Lists which letters were dropped, by whom and why. */
    DROPPED(false, false);

    private final boolean changes;
    private final boolean worksOnArchive;

    Action(boolean changes, boolean worksOnArchive) {
      this.changes = changes;
      this.worksOnArchive = worksOnArchive;
    }
  }

  public LettersRequest {
    boolean selected =
        Boolean.TRUE.equals(all)
            || Stream.of(queue, group, stream, message).anyMatch(Objects::nonNull);
    if (action.changes && !selected) {
      throw new IllegalArgumentException(
          "must select letters: by queue, group, stream or message, or all of them");
    }
    if (Boolean.TRUE.equals(archived) && !action.worksOnArchive) {
      throw new IllegalArgumentException("must not be about letters that were set aside");
    }
    if (action == Action.DROP && (reason == null || reason.isBlank())) {
      throw new IllegalArgumentException("must give a reason");
    }
    if (reason != null && reason.length() > MAX_REASON) {
      throw new IllegalArgumentException("must have a reason of at most 1000 characters");
    }
    if (limit != null && (limit < 1 || limit > MAX_LIMIT)) {
      throw new IllegalArgumentException("must have a limit from 1 to 1000");
    }
  }

  /** The same about this stream. */
  public LettersRequest withStream(String other) {
    return new LettersRequest(
        action, all, queue, group, other, message, archived, values, reason, limit);
  }

  boolean selects(DeadLetter letter) {
    return (group == null || group.equals(letter.group()))
        && (message == null || message.equals(letter.messageId()))
        && (stream == null || stream.equals(String.valueOf(letter.stream())));
  }

  boolean fromArchive() {
    return action == Action.UNARCHIVE || Boolean.TRUE.equals(archived);
  }

  /** Whether the answer may hold personal data. */
  public boolean showsValues() {
    return Boolean.TRUE.equals(values);
  }

  int most() {
    return limit == null ? DEFAULT_LIMIT : limit;
  }

  String why() {
    return reason == null ? "" : reason;
  }
}
