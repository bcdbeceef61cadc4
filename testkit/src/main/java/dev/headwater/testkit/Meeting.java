package dev.headwater.testkit;

import dev.headwater.host.InterruptedWaitException;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Proves that calls overlap: {@link #join} returns only once as many calls have joined as the
 * meeting has seats. Then it can be used again.
 */
public final class Meeting {
  private static final int TIMEOUT_SECONDS = 30;
  private final CyclicBarrier barrier;

  public Meeting(int seats) {
    this.barrier = new CyclicBarrier(seats);
  }

  /**
   * Waits for the other calls.
   *
   * @throws AssertionError if they do not join in time
   * @throws InterruptedWaitException if interrupted
   */
  public void join() {
    try {
      barrier.await(TIMEOUT_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedWaitException(e);
    } catch (BrokenBarrierException | TimeoutException e) {
      throw new AssertionError("The calls do not overlap", e);
    }
  }
}
