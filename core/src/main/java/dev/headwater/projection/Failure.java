package dev.headwater.projection;

import dev.headwater.event.UnreadableEventException;
import dev.headwater.host.HeadwaterException;
import dev.headwater.host.RedactedException;
import java.util.stream.Stream;

/**
 * Why a message is parked. Quotes no content, so it is safe to log and to store.
 *
 * @param kind what failed, for programs and for people, such as {@code unreadable-event}
 * @param reason for people to read
 * @param exception the class of the exception that began it; empty if none was thrown
 * @param place where that was thrown: the first frame of its stack trace outside the JDK, as {@code
 *     class.method(file:line)}; empty if unknown
 */
public record Failure(String kind, String reason, String exception, String place) {
  private static final int MAX_CAUSES = 10;

  /** A failure without an exception. */
  public Failure(String kind, String reason) {
    this(kind, reason, "", "");
  }

  /** The message is not an event. */
  public static Failure malformed(String reason) {
    return new Failure("malformed", reason);
  }

  /** The event is of a category that the projection does not fold. */
  static Failure misrouted(String reason) {
    return new Failure("misrouted", reason);
  }

  /** Nothing is known of the stored view, not even its version. */
  static Failure damagedView() {
    return new Failure("damaged-view", "The stored view has no readable version");
  }

  /** The store refuses the view, for instance because it is too large. */
  static Failure unstorableView(String reason) {
    return new Failure("unstorable-view", reason);
  }

  /** The stream cannot be read, or the projection threw. */
  static Failure of(RuntimeException thrown) {
    Throwable origin = thrown;
    for (int depth = 0; origin.getCause() != null && depth < MAX_CAUSES; depth++) {
      origin = origin.getCause();
    }
    return new Failure(
        thrown instanceof UnreadableEventException ? "unreadable-event" : "projection",
        reason(thrown),
        nameOf(origin),
        placeOf(origin));
  }

  /** Only messages of our own exceptions are known to contain no personal data. */
  private static String reason(RuntimeException thrown) {
    return thrown instanceof HeadwaterException
        ? String.valueOf(thrown.getMessage())
        : thrown.getClass().getName() + " in the projection";
  }

  private static String nameOf(Throwable origin) {
    return origin instanceof RedactedException redacted
        ? String.valueOf(redacted.getMessage())
        : origin.getClass().getName();
  }

  private static String placeOf(Throwable origin) {
    return Stream.of(origin.getStackTrace())
        .filter(frame -> !RedactedException.isOfJdk(frame))
        .findFirst()
        .map(
            frame ->
                frame.getClassName()
                    + '.'
                    + frame.getMethodName()
                    + '('
                    + frame.getFileName()
                    + ':'
                    + frame.getLineNumber()
                    + ')')
        .orElse("");
  }
}
