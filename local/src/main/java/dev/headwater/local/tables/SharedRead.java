package dev.headwater.local.tables;

import java.io.IOException;
import java.util.concurrent.Future.State;
import java.util.concurrent.FutureTask;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * A read that callers share: each caller waits for a read that began after its own call. Only one
 * read runs at a time, so under load a few reads serve many callers.
 */
final class SharedRead {
  private final Read read;

  /** Held during a read; fair, so that a caller waits for at most two. */
  private final ReentrantLock reading = new ReentrantLock(true);

  /** Has not begun. */
  private volatile FutureTask<@Nullable Void> next;

  /** The read that serves all waiting callers. */
  interface Read {
    void run() throws IOException;
  }

  SharedRead(Read read) {
    this.read = read;
    this.next = newRead();
  }

  private FutureTask<@Nullable Void> newRead() {
    return new FutureTask<>(
        () -> {
          read.run();
          return null;
        });
  }

  /**
   * Returns after a read that began after this call. Waits for at most two reads: the one in
   * progress and the next.
   *
   * @throws IOException when that read fails, to every caller that waits for it
   */
  void await() throws IOException {
    FutureTask<@Nullable Void> ours = next;
    reading.lock();
    try {
      if (!ours.isDone()) { // no other caller has run it meanwhile
        next = newRead();
        ours.run();
      }
    } finally {
      reading.unlock();
    }
    if (ours.state() == State.FAILED) {
      throw new IOException("The shared read failed", ours.exceptionNow());
    }
  }
}
