package dev.headwater.dynamodb.internal;

import dev.headwater.host.Host;
import dev.headwater.host.UnavailableException;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Supplier;

/**
 * Makes the calls on which a function's start depends. Even a refusal for missing permissions is
 * retried: a deployment that grants them may start the function some seconds before they take
 * effect.
 *
 * @see <a href="https://docs.aws.amazon.com/IAM/latest/UserGuide/troubleshoot.html">Changes that I
 *     make are not always immediately visible</a>
 */
public record StartCalls(Host host) {
  /** Well below the 130 seconds that SnapStart allows for a start. */
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  /** The same for a call without a result. */
  public void run(Runnable call) {
    call(
        () -> {
          call.run();
          return true;
        });
  }

  /**
   * Makes a call that is safe to repeat. No attempt starts after 30 seconds.
   *
   * @throws UnavailableException the last failure
   */
  public <T> T call(Supplier<T> call) {
    Instant end = host.clock().instant().plus(PATIENCE);
    for (int calls = 1; ; calls++) {
      try {
        return call.get();
      } catch (UnavailableException e) {
        if (!host.clock().instant().isBefore(end)) {
          throw e;
        }
        host.backOff(calls);
      }
    }
  }
}
