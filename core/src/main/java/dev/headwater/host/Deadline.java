package dev.headwater.host;

import java.time.Duration;
import java.time.Instant;

/**
 * A time by which work should be finished, on the host's clock.
 *
 * @param epochMillis the deadline has passed from this time on
 */
public record Deadline(Host host, long epochMillis) {
  private static final Instant LAST = Instant.ofEpochMilli(Long.MAX_VALUE);

  /**
   * At this time, truncated to milliseconds. A time too large for epoch milliseconds never comes.
   */
  public static Deadline at(Instant time, Host host) {
    return new Deadline(host, time.isAfter(LAST) ? Long.MAX_VALUE : time.toEpochMilli());
  }

  /** This long from now. */
  public static Deadline in(Duration time, Host host) {
    return new Deadline(host, host.clock().millis() + time.toMillis());
  }

  /** Whether no time remains. */
  public boolean hasPassed() {
    return remainingMillis() <= 0;
  }

  /**
   * Requires time for an action that writes nothing.
   *
   * @param action completes "No time is left to …"
   * @throws UnavailableException if the deadline has passed
   */
  public void require(String action) {
    if (hasPassed()) {
      throw new UnavailableException("No time is left to " + action, false, null);
    }
  }

  /** Zero or negative once the deadline has passed. */
  public long remainingMillis() {
    return epochMillis - host.clock().millis();
  }

  /**
   * Waits between two attempts, as {@link Host#backOff} does. Returns false at once if the wait
   * would not end before the deadline.
   */
  public boolean backOff(int attempt) {
    Duration wait = host.drawBackOff(attempt);
    if (wait.toMillis() >= remainingMillis()) {
      return false;
    }
    host.sleeper().sleep(wait);
    return true;
  }
}
