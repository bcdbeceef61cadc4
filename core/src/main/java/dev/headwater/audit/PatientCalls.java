package dev.headwater.audit;

import dev.headwater.host.Host;
import dev.headwater.host.UnavailableException;
import java.util.function.Supplier;

/** Retries the calls of a long run, so that a transient failure does not end it. */
public record PatientCalls(Host host) {
  /** Takes several seconds with the back-off, on top of an SDK's own retries. */
  public static final int MAX_CALLS = 10;

  /**
   * Makes a call that is safe to repeat.
   *
   * @throws UnavailableException the last failure
   */
  public <T> T call(Supplier<T> call) {
    for (int calls = 1; ; calls++) {
      try {
        return call.get();
      } catch (UnavailableException e) {
        if (!e.mayPass() || calls == MAX_CALLS) {
          throw e;
        }
        host.backOff(calls);
      }
    }
  }
}
