package dev.headwater.testkit;

import dev.headwater.host.Host;
import dev.headwater.host.ParallelCalls;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;

/**
 * A host under a test's control: the clock stands still, randomness comes from a seed, a wait
 * returns at once and moves the clock forward, and parallel calls run one after the other.
 * Thread-safe.
 */
public final class ManualHost {
  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
  private final ManualClock clock = new ManualClock(START);
  private final List<Duration> waits = new ArrayList<>();
  private final Host host;

  public ManualHost(long seed) {
    this.host = new Host(clock, new Random(seed), this::pass, ManualHost::inTurn);
  }

  /** The host to pass to the library. */
  public Host host() {
    return host;
  }

  public ManualClock clock() {
    return clock;
  }

  /** Every requested wait, in order. */
  public synchronized List<Duration> waits() {
    return List.copyOf(waits);
  }

  private synchronized void pass(Duration duration) {
    waits.add(duration);
    clock.advance(duration);
  }

  private static <T> List<T> inTurn(List<Supplier<T>> calls, int atOnce) {
    return ParallelCalls.onVirtualThreads().callEach(calls, 1);
  }
}
