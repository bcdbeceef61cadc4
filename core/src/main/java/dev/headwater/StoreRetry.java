package dev.headwater;

import dev.headwater.host.Deadline;
import dev.headwater.host.InterruptedWaitException;
import dev.headwater.host.UnavailableException;
import java.util.function.Supplier;

/**
 * Calls a store until it answers, at most until a deadline. A read may simply be made again. A
 * write may too, if it is the same write: only its own key can tell what became of it.
 *
 * <p>For one thread.
 */
final class StoreRetry {
  static final int MAX_CALLS = 100;
  private final Deadline deadline;
  private boolean lostReply;

  StoreRetry(Deadline deadline) {
    this.deadline = deadline;
  }

  Deadline deadline() {
    return deadline;
  }

  /** Whether the last call was made again after one that may have taken effect. */
  boolean lostReply() {
    return lostReply;
  }

  /**
   * Makes the call, and makes it again, unchanged, as long as its failure may pass.
   *
   * @throws UnavailableException the last failure; it may have taken effect if any call may have
   * @throws InterruptedWaitException likewise
   */
  <T> T call(Supplier<T> call) {
    lostReply = false;
    for (int calls = 1; ; calls++) {
      try {
        return call.get();
      } catch (UnavailableException e) {
        lostReply |= e.mayHaveTakenEffect();
        if (!e.mayPass() || calls == MAX_CALLS || !backOff(calls)) {
          throw lostReply ? e.afterALostReply() : e;
        }
      }
    }
  }

  private boolean backOff(int calls) {
    try {
      return deadline.backOff(calls);
    } catch (InterruptedWaitException e) {
      throw lostReply ? e.afterALostReply() : e;
    }
  }
}
