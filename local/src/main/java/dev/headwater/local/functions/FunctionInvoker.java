package dev.headwater.local.functions;

/** Calls functions by name, as Lambda's Invoke does. */
@FunctionalInterface
public interface FunctionInvoker {
  /**
   * Calls the function and waits for its answer, at most its time-out.
   *
   * @param event JSON
   * @throws FunctionException when there is no such function
   */
  Invocation invoke(String functionName, String event);

  /** What became of a call: an answer, or an error that the function raised or ran into. */
  sealed interface Invocation {
    /** The function's answer: JSON. */
    record Answered(String payload) implements Invocation {}

    /**
     * The function failed: it threw, ran out of time, or too many ran at the same time.
     *
     * @param errorType as Lambda reports it: the exception's class name, {@link #TIMED_OUT}, {@link
     *     #CRASHED}, {@link #THROTTLED}, {@link #EVENT_TOO_LARGE} or {@link #STOPPING}
     */
    record Failed(String errorType, String errorMessage) implements Invocation {
      /** All instances were busy; the function did not run. */
      public static final String THROTTLED = "TooManyRequestsException";

      /** The function ran into its time-out and was stopped. */
      public static final String TIMED_OUT = "Sandbox.Timedout";

      /** The function's instance died in the call. */
      public static final String CRASHED = "Runtime.ExitError";

      /** The event was too large; the function did not run. */
      public static final String EVENT_TOO_LARGE = "RequestTooLargeException";

      /** The local cloud is stopping; the function did not run, or nobody waited for it. */
      public static final String STOPPING = "ServiceException";
    }
  }
}
