package dev.headwater.local.ground;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Asks loops that poll, retry or wait to stop, and wakes them from {@link #pause}. An interrupt
 * counts as a request too.
 */
public final class StopSignal {
  private final CountDownLatch latch = new CountDownLatch(1);

  public void request() {
    latch.countDown();
  }

  public boolean requested() {
    return latch.getCount() == 0 || Thread.currentThread().isInterrupted();
  }

  /** Waits; returns {@code true} as soon as a stop is requested. */
  public boolean pause(Duration duration) {
    try {
      return latch.await(duration.toNanos(), TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return true;
    }
  }
}
