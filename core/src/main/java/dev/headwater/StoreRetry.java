package dev.headwater;

import dev.headwater.host.Deadline;
import dev.headwater.host.InterruptedWaitException;
import dev.headwater.host.UnavailableException;
import java.util.function.Supplier;

/**
 * Calls a store until it answers or the deadline passes. A read can simply be repeated. A write may
 * be retried only unchanged, because only its own key shows whether it took effect.
 *
 * <p>Not thread-safe.
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

  /** Whether the last call was retried after an attempt that may have taken effect. */
  boolean lostReply() {
    return lostReply;
  }

  /**
   * Makes the call, and retries it unchanged while its failure may be transient.
   *
   * @throws UnavailableException the last failure; it may have taken effect if any attempt may have
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
