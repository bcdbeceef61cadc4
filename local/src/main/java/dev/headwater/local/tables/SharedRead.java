package dev.headwater.local.tables;

import java.io.IOException;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * A read that several callers share: each waits for one that began after it had asked. Only one
 * read runs at a time, so under load a few reads serve many callers.
 */
final class SharedRead {
  private final Read read;

  /** Fair: a caller that asks before a read ends is served by the next one. */
  private final ReentrantLock lock = new ReentrantLock(true);

  private final Condition ended = lock.newCondition();
  private long begun;
  private long finished;
  private @Nullable IOException failure;
  private boolean isUnderWay;

  /** What is done for all. */
  interface Read {
    void run() throws IOException;
  }

  SharedRead(Read read) {
    this.read = read;
  }

  /**
   * Returns after a read that began after this. Waits for two reads at most, the one that is under
   * way and the next.
   *
   * @throws IOException when that read failed; every caller that it was for gets it
   */
  void await() throws IOException {
    lock.lock();
    try {
      long needed = begun + 1;
      while (finished < needed) {
        if (isUnderWay) {
          ended.awaitUninterruptibly();
        } else {
          takeTurn();
        }
      }
      if (failure != null) {
        throw new IOException("The read that all waited for failed", failure);
      }
    } finally {
      lock.unlock();
    }
  }

  /** Gives the lock up for as long as the read takes. */
  private void takeTurn() {
    long number = ++begun;
    isUnderWay = true;
    lock.unlock();
    @Nullable IOException failed = new IOException("It broke off");
    try {
      read.run();
      failed = null;
    } catch (IOException e) {
      failed = e;
    } finally {
      lock.lock();
      failure = failed;
      finished = number;
      isUnderWay = false;
      ended.signalAll();
    }
  }
}
