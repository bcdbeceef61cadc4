package dev.headwater.local.functions;

import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Calls functions by name, as Lambda's Invoke does. */
@FunctionalInterface
public interface FunctionInvoker {
  /**
   * Calls a function and waits for its response, at most as long as its timeout.
   *
   * @param event JSON
   * @throws FunctionException when the function does not exist
   */
  Invocation invoke(String functionName, String event);

  /** The outcome of a call: a response or an error. */
  sealed interface Invocation {
    /** The function's response, as JSON. */
    record Answered(String payload) implements Invocation {}

    /**
     * The function threw or timed out, or did not run.
     *
     * @param errorType as Lambda reports it: the exception's class name, {@link #TIMED_OUT}, {@link
     *     #CRASHED}, {@link #THROTTLED}, {@link #EVENT_TOO_LARGE} or {@link #STOPPING}
     */
    record Failed(String errorType, String errorMessage) implements Invocation {
      /** What the function's own code threw. */
      static Failed of(Throwable thrown) {
        String type = thrown.getClass().getName();
        String message = thrown.getMessage();
        return new Failed(type, message == null ? type : message);
      }

      /** The handler's response is larger than Lambda allows. */
      static Failed tooLarge() {
        return new Failed(
            "Function.ResponseSizeTooLarge",
            "Response payload size exceeded maximum allowed payload size ("
                + ResponseBuffer.MAX_BYTES
                + " bytes).");
      }

      /** All instances were busy; the function did not run. */
      public static final String THROTTLED = "TooManyRequestsException";

      /** The function exceeded its timeout and was stopped. */
      public static final String TIMED_OUT = "Sandbox.Timedout";

      /** The function's instance died during the call. */
      public static final String CRASHED = "Runtime.ExitError";

      /** The event was too large; the function did not run. */
      public static final String EVENT_TOO_LARGE = "RequestTooLargeException";

      /** The local cloud is stopping; the function did not run, or its result was dropped. */
      public static final String STOPPING = "ServiceException";

      /** What Lambda answers the caller. */
      public ObjectNode payload() {
        return JsonMapper.shared()
            .createObjectNode()
            .put("errorMessage", errorMessage)
            .put("errorType", errorType);
      }
    }
  }
}
