package dev.headwater.host;

import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/**
 * What the library needs from the machine: time, randomness, waiting, locks and parallel calls.
 * Everything goes through here, so that a test or a simulation can replace it.
 *
 * @param random thread-safe, and different in every process, even those restored from one snapshot
 *     (Lambda SnapStart), because command ids are drawn from it
 * @param locks makes fair locks, so that commands on one stream get their turn in order of arrival.
 *     Only the timed {@code tryLock} and {@code unlock} are used
 * @param parallelCalls makes blocking calls in parallel
 */
public record Host(
    InstantSource clock,
    RandomGenerator random,
    Sleeper sleeper,
    Supplier<Lock> locks,
    ParallelCalls parallelCalls) {
  private static final Duration FIRST_BACKOFF = Duration.ofMillis(20);
  private static final Duration MAX_BACKOFF = Duration.ofSeconds(1);

  /** With the JDK's fair locks and virtual threads. */
  public Host(InstantSource clock, RandomGenerator random, Sleeper sleeper) {
    this(clock, random, sleeper, ParallelCalls.onVirtualThreads());
  }

  /** With the JDK's fair locks. */
  public Host(
      InstantSource clock, RandomGenerator random, Sleeper sleeper, ParallelCalls parallelCalls) {
    this(clock, random, sleeper, () -> new ReentrantLock(true), parallelCalls);
  }

  /** The real machine. */
  public static Host system() {
    return new Host(InstantSource.system(), new SecureRandom(), Host::sleep);
  }

  /**
   * Waits between two attempts: a random part of a bound that doubles with each attempt, from 20 ms
   * to one second ("full jitter").
   *
   * @param attempt the attempt that failed, from 1
   * @throws InterruptedWaitException if interrupted
   */
  public void backOff(int attempt) {
    sleeper.sleep(drawBackOff(attempt));
  }

  /** Draws how long {@link #backOff} waits. */
  Duration drawBackOff(int attempt) {
    long bound =
        Math.min(MAX_BACKOFF.toNanos(), FIRST_BACKOFF.toNanos() << Math.min(attempt - 1, 10));
    return Duration.ofNanos(random.nextLong(bound + 1));
  }

  /**
   * The time elapsed since then; zero if it lies in the future because another host's clock is
   * ahead.
   */
  public Duration elapsedSince(Instant time) {
    Duration elapsed = Duration.between(time, clock.instant());
    return elapsed.isNegative() ? Duration.ZERO : elapsed;
  }

  private static void sleep(Duration duration) {
    try {
      Thread.sleep(duration);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedWaitException(e);
    }
  }

  /** Blocks the calling thread. */
  @FunctionalInterface
  public interface Sleeper {
    /**
     * Returns after this time.
     *
     * @throws InterruptedWaitException if interrupted
     */
    void sleep(Duration duration);
  }
}
