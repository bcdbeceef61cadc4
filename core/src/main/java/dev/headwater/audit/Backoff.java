package dev.headwater.audit;

import dev.headwater.host.Host;
import java.time.Duration;

/** Waits between checks, twice as long each time, up to two seconds. */
final class Backoff {
  private static final Duration FIRST = Duration.ofMillis(50);
  private static final Duration LONGEST = Duration.ofSeconds(2);

  private final Host host;
  private Duration next = FIRST;

  Backoff(Host host) {
    this.host = host;
  }

  void reset() {
    next = FIRST;
  }

  void pause() {
    host.sleeper().sleep(next);
    Duration longer = next.multipliedBy(2);
    next = longer.compareTo(LONGEST) > 0 ? LONGEST : longer;
  }
}
