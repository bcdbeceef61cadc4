package dev.headwater.service.operations;

import dev.headwater.host.Host;
import java.time.Duration;
import java.time.Instant;

/** Spreads work evenly over time. Thread-safe. */
final class Pace {
  private final Host host;
  private final Duration each;
  private Instant free;

  Pace(Host host, int perSecond) {
    this.host = host;
    this.each = Duration.ofSeconds(1).dividedBy(perSecond);
    this.free = host.clock().instant();
  }

  /** Waits until what came before is paid for. */
  void take(int count) {
    Duration wait;
    synchronized (this) {
      Instant now = host.clock().instant();
      wait = Duration.between(now, free);
      free = (wait.isNegative() ? now : free).plus(each.multipliedBy(count));
    }
    if (wait.isPositive()) {
      host.sleeper().sleep(wait);
    }
  }
}
