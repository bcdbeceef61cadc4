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
         * @param errorType as Lambda reports it: the exception's class name,
         *        {@code Sandbox.Timedout} or {@code TooManyRequestsException}
         */
        record Failed(String errorType, String errorMessage) implements Invocation {}
    }
}
