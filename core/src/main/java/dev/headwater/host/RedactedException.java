package dev.headwater.host;

import org.jspecify.annotations.Nullable;

/**
 * A foreign exception reduced to what is safe to log, store and pass on: its class, its stack
 * trace, and those of its causes. Messages are dropped, because they may quote what the failed call
 * was given: an e-mail address, a whole event.
 *
 * <p>The library's own exceptions contain no content of events and commands, and are kept as they
 * are.
 */
public final class RedactedException extends RuntimeException {
  private static final long serialVersionUID = 1L;
  private static final int MAX_CAUSES = 10;

  private RedactedException(Throwable foreign, int causes) {
    super(foreign.getClass().getName(), cause(foreign.getCause(), causes), false, true);
    setStackTrace(foreign.getStackTrace());
  }

  /** The exception without its messages; a {@link HeadwaterException} unchanged. */
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
   * The part of a refusal's reason that is safe to pass on: the message, if the code that threw it
   * promises to quote nothing.
   *
   * <p>The JDK makes no such promise: {@code Long.parseLong} and {@code Enum.valueOf} repeat their
   * argument. So this returns only the class name if the exception was thrown in a JDK module, has
   * no stack trace, is a subclass, or has a cause. Code of another library is indistinguishable
   * from the domain's own, which has no module on the class path, so the domain must catch that
   * library's exceptions, as {@code EventCodec.decode} demands.
   */
  public static String reason(IllegalArgumentException refusal) {
    boolean ownWords =
        refusal.getClass() == IllegalArgumentException.class
            && refusal.getCause() == null
            && isThrownOutsideOfJdk(refusal.getStackTrace());
    return ownWords ? String.valueOf(refusal.getMessage()) : refusal.getClass().getName();
  }

  private static boolean isThrownOutsideOfJdk(StackTraceElement[] trace) {
    return trace.length > 0 && !isOfJdk(trace[0]);
  }

  /**
   * Whether a frame is in the JDK. All its classes, {@code sun.*} included, are in modules called
   * {@code java.*} or {@code jdk.*}.
   */
  public static boolean isOfJdk(StackTraceElement frame) {
    String module = String.valueOf(frame.getModuleName());
    return module.startsWith("java.") || module.startsWith("jdk.");
  }
}
