package dev.headwater.testkit;

import dev.headwater.host.InterruptedWaitException;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Shows that calls overlap: each that joins ends only once as many as the meeting has seats are
 * under way. Then the next ones may meet.
 */
public final class Meeting {
  private static final int TIMEOUT_SECONDS = 30;
  private final CyclicBarrier barrier;

  public Meeting(int seats) {
    this.barrier = new CyclicBarrier(seats);
  }

  /**
   * Waits for the others.
   *
   * @throws AssertionError when they do not come
   * @throws InterruptedWaitException when interrupted
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
