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
 * What the library asks of the machine it runs on: the time, chance, to wait, to take turns, and to
 * do several things at once. All of it goes through here, so that a test or a simulation can take
 * its place.
 *
 * @param random safe for use by several threads, and different in every process, those that were
 *     restored from one snapshot (Lambda SnapStart) included: command ids are drawn from it
 * @param locks makes a lock, a fair one: commands on one stream shall get it in the order in which
 *     they came. Of it, {@code tryLock} with a time and {@code unlock} are used
 * @param parallelCalls makes calls whose waits overlap
 */
public record Host(
    InstantSource clock,
    RandomGenerator random,
    Sleeper sleeper,
    Supplier<Lock> locks,
    ParallelCalls parallelCalls) {
  private static final Duration FIRST_BACKOFF = Duration.ofMillis(20);
  private static final Duration MAX_BACKOFF = Duration.ofSeconds(1);

  /** With the fair locks and the virtual threads of the platform. */
  public Host(InstantSource clock, RandomGenerator random, Sleeper sleeper) {
    this(clock, random, sleeper, ParallelCalls.onVirtualThreads());
  }

  /** With the fair locks of the platform. */
  public Host(
      InstantSource clock, RandomGenerator random, Sleeper sleeper, ParallelCalls parallelCalls) {
    this(clock, random, sleeper, () -> new ReentrantLock(true), parallelCalls);
  }

  /** The real machine. */
  public static Host system() {
    return new Host(InstantSource.system(), new SecureRandom(), Host::sleep);
  }

  /**
   * Waits between two attempts: a random part of a time that doubles with each ("full jitter").
   *
   * @param attempt the attempt that failed, counted from 1
   * @throws InterruptedWaitException when interrupted
   */
  public void backOff(int attempt) {
    sleeper.sleep(drawBackOff(attempt));
  }

  /** How long {@link #backOff} waits this time. */
  Duration drawBackOff(int attempt) {
    long bound =
        Math.min(MAX_BACKOFF.toNanos(), FIRST_BACKOFF.toNanos() << Math.min(attempt - 1, 10));
    return Duration.ofNanos(random.nextLong(bound + 1));
  }

  /** How long ago this was; zero where another host's clock is ahead of ours. */
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

  /** Waits for a while. */
  @FunctionalInterface
  public interface Sleeper {
    /** Returns after the time has passed; throws InterruptedWaitException if interrupted. */
    void sleep(Duration duration);
  }
}
