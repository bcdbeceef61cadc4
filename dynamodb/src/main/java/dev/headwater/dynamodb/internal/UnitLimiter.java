package dev.headwater.dynamodb.internal;

import dev.headwater.host.Host;
import java.time.Duration;
import java.time.Instant;

/**
 * Limits calls to an average number of capacity units per second. The caller waits after a call
 * until it is paid for, so a single call may exceed one second's share.
 */
final class UnitLimiter {
  private final Host host;
  private final int unitsPerSecond;
  private Instant paidUntil = Instant.MIN;

  UnitLimiter(Host host, int unitsPerSecond) {
    this.host = host;
    this.unitsPerSecond = unitsPerSecond;
  }

  void spend(double units) {
    Duration wait = debt(units);
    if (wait.isPositive()) {
      host.sleeper().sleep(wait);
    }
  }

  private synchronized Duration debt(double units) {
    Instant now = host.clock().instant();
    Instant begin = paidUntil.isBefore(now) ? now : paidUntil;
    paidUntil = begin.plusNanos((long) (units / unitsPerSecond * 1e9));
    return Duration.between(now, paidUntil);
  }
}
