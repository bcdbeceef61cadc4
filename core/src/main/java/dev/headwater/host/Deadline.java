package dev.headwater.host;

import java.time.Duration;
import java.time.Instant;

/**
 * A time by which work should be done with, on the clock of the machine.
 *
 * @param epochMillis once it has come, the deadline has passed
 */
public record Deadline(Host host, long epochMillis) {
  private static final Instant LAST = Instant.ofEpochMilli(Long.MAX_VALUE);

  /** At this time, down to the millisecond. A time beyond all milliseconds never comes. */
  public static Deadline at(Instant time, Host host) {
    return new Deadline(host, time.isAfter(LAST) ? Long.MAX_VALUE : time.toEpochMilli());
  }

  public static Deadline in(Duration time, Host host) {
    return new Deadline(host, host.clock().millis() + time.toMillis());
  }

  public boolean hasPassed() {
    return remainingMillis() <= 0;
  }

  /**
   * Goes on to something that writes nothing.
   *
   * @param action completes "No time is left to …"
   * @throws UnavailableException when the deadline has passed
   */
  public void require(String action) {
    if (hasPassed()) {
      throw new UnavailableException("No time is left to " + action, false, null);
    }
  }

  /** Not positive once it has passed. */
  public long remainingMillis() {
    return epochMillis - host.clock().millis();
  }

  /**
   * Waits between two attempts, as {@link Host#backOff} does. False, at once, when the wait would
   * not end before the deadline.
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
