package dev.headwater.local.functions;

import dev.headwater.local.functions.FunctionInvoker.Invocation.Failed;
import java.time.Duration;

/** Makes the instances of one function from one build of its code. */
interface Instances {
  /** Lambda's. */
  Duration MAX_INITIALIZATION = Duration.ofSeconds(10);

  /**
   * Makes an instance, and waits until it is initialised. An interrupt leaves nothing running.
   *
   * @throws FailedInitialization when the function's own code fails
   */
  Instance create() throws FailedInitialization, InterruptedException;

  /** Whether an instance costs little enough to make one at the start, and never to end it idle. */
  boolean startEagerly();

  /** How long {@link #create} may take before it is interrupted. */
  default Duration maxInitialization() {
    return MAX_INITIALIZATION;
  }

  /** The initialisation of a function failed. */
  final class FailedInitialization extends Exception {
    private final String errorType;

    /**
     * @param errorType as Lambda reports it
     */
    FailedInitialization(String errorType, String message) {
      super(message);
      this.errorType = errorType;
    }

    /** What a constructor threw. */
    static FailedInitialization of(Throwable thrown) {
      Failed failure = Failed.of(thrown);
      var failed = new FailedInitialization(failure.errorType(), failure.errorMessage());
      failed.initCause(thrown);
      return failed;
    }

    String errorType() {
      return errorType;
    }
  }
}
