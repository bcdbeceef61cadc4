package dev.headwater.audit;

import dev.headwater.host.Host;
import dev.headwater.host.UnavailableException;
import java.util.function.Supplier;

/** Calls for work that goes through everything: each is repeated while that may help. */
public record PatientCalls(Host host) {
  /** With their back-off, some seconds, beside what an SDK itself repeats. */
  public static final int MAX_CALLS = 10;

  /**
   * Makes a call that may be repeated as it is.
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
