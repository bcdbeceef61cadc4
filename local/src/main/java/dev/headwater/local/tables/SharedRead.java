package dev.headwater.local.tables;

import java.io.IOException;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * A read that callers share: each caller waits for a read that began after its own call. Only one
 * read runs at a time, so under load a few reads serve many callers.
 */
final class SharedRead {
  private final Read read;

  /** Fair, so that a caller that arrives during a read is served by the next one. */
  private final ReentrantLock lock = new ReentrantLock(true);

  private final Condition ended = lock.newCondition();
  private long started;
  private long finished;
  private @Nullable IOException failure;
  private boolean isRunning;

  /** The read that serves all waiting callers. */
  interface Read {
    void run() throws IOException;
  }

  SharedRead(Read read) {
    this.read = read;
  }

  /**
   * Returns after a read that began after this call. Waits for at most two reads: the one in
   * progress and the next.
   *
   * @throws IOException when that read fails, to every caller that waits for it
   */
  void await() throws IOException {
    lock.lock();
    try {
      long needed = started + 1;
      while (finished < needed) {
        if (isRunning) {
          ended.awaitUninterruptibly();
        } else {
          readUnlocked();
        }
      }
      if (failure != null) {
        throw new IOException("The shared read failed", failure);
      }
    } finally {
      lock.unlock();
    }
  }

  /** Releases the lock during the read. */
  private void readUnlocked() {
    long number = ++started;
    isRunning = true;
    lock.unlock();
    @Nullable IOException failed = new IOException("The read was aborted");
    try {
      read.run();
      failed = null;
    } catch (IOException e) {
      failed = e;
    } finally {
      lock.lock();
      failure = failed;
      finished = number;
      isRunning = false;
      ended.signalAll();
    }
  }
}
