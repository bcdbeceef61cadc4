package dev.headwater.testkit.simulation;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.Lock;

/** A lock for actors. An actor that has to wait sleeps on the simulated clock. */
final class SimulatedLock implements Lock {
  private static final Duration POLL = Duration.ofMillis(10);
  private final Scheduler scheduler;
  private boolean taken;

  SimulatedLock(Scheduler scheduler) {
    this.scheduler = scheduler;
  }

  @Override
  public boolean tryLock() {
    boolean free = !taken;
    taken = true;
    return free;
  }

  @Override
  public boolean tryLock(long time, TimeUnit unit) {
    long end = scheduler.nowMillis() + unit.toMillis(time);
    while (!tryLock()) {
      if (scheduler.nowMillis() >= end) {
        return false;
      }
      scheduler.sleep(POLL);
    }
    return true;
  }

  @Override
  public void unlock() {
    taken = false;
  }

  @Override
  public void lock() {
    throw new UnsupportedOperationException("Would wait without a bound");
  }

  @Override
  public void lockInterruptibly() {
    throw new UnsupportedOperationException("Would wait without a bound");
  }

  @Override
  public Condition newCondition() {
    throw new UnsupportedOperationException("Conditions are not supported");
  }
}
