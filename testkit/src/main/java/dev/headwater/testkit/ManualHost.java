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
 * A machine in the hands of a test: its clock stands still, chance comes from a seed, who waits
 * goes on at once, with the clock moved forward, and calls that could overlap are made one after
 * the other. Safe for several threads.
 */
public final class ManualHost {
  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
  private final ManualClock clock = new ManualClock(START);
  private final List<Duration> waits = new ArrayList<>();
  private final Host host;

  public ManualHost(long seed) {
    this.host = new Host(clock, new Random(seed), this::pass, ManualHost::inTurn);
  }

  /** What the library is given. */
  public Host host() {
    return host;
  }

  public ManualClock clock() {
    return clock;
  }

  /** Every wait that was asked for, in order. */
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
