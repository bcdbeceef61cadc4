package dev.headwater.host;

import dev.headwater.event.EventCodec;
import org.jspecify.annotations.Nullable;

/**
 * What may be logged, stored and handed on of an exception that is not ours: its class and where it
 * was thrown, and the same of its causes. Its messages are left out, because they may quote what
 * the failed call was given: somebody's e-mail, a whole event.
 *
 * <p>Our own exceptions hold no content of events and commands, and stay as they are.
 */
public final class RedactedException extends RuntimeException {
  private static final long serialVersionUID = 1L;
  private static final int MAX_CAUSES = 10;

  private RedactedException(Throwable foreign, int causes) {
    super(foreign.getClass().getName(), cause(foreign.getCause(), causes), false, true);
    setStackTrace(foreign.getStackTrace());
  }

  /** The same exception without its messages; a {@link HeadwaterException} as it is. */
  public static RuntimeException of(Throwable thrown) {
    return redacted(thrown, MAX_CAUSES);
  }

  private static @Nullable RuntimeException cause(@Nullable Throwable cause, int causes) {
    return cause == null || causes == 0 ? null : redacted(cause, causes - 1);
  }

  private static RuntimeException redacted(Throwable thrown, int causes) {
    return switch (thrown) {
      case HeadwaterException ours -> ours;
      case RedactedException done -> done;
      default -> new RedactedException(thrown, causes);
    };
  }

  /**
   * Why something was refused, as far as that may be passed on: in the words of the code that
   * refused it, which by its contract quotes nothing.
   *
   * <p>The JDK made no such promise: {@code Long.parseLong} and {@code Enum.valueOf} repeat their
   * argument. So it is the class alone when the exception was thrown in a module of the JDK, when
   * it says not where it was thrown, when it is of a subclass, or when it has a cause. Another
   * library's code cannot be told from a domain's own, which has no module on a class path: its
   * exceptions are for the domain to catch, as {@link EventCodec#decode} says.
   */
  public static String reason(IllegalArgumentException refusal) {
    boolean ownWords =
        refusal.getClass() == IllegalArgumentException.class
            && refusal.getCause() == null
            && isThrownOutsideOfJdk(refusal.getStackTrace());
    return ownWords ? String.valueOf(refusal.getMessage()) : refusal.getClass().getName();
  }

  /** All of the JDK is in modules called {@code java.*} or {@code jdk.*}, {@code sun.*} too. */
  private static boolean isThrownOutsideOfJdk(StackTraceElement[] trace) {
    if (trace.length == 0) {
      return false;
    }
    String module = String.valueOf(trace[0].getModuleName());
    return !module.startsWith("java.") && !module.startsWith("jdk.");
  }
}
