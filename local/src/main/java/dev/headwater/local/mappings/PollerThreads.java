package dev.headwater.local.mappings;

import dev.headwater.local.ground.LoggedThreads;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/** Tracks the virtual threads that poll and call, so that a stop can wait for all of them. */
final class PollerThreads {
  private final Set<Thread> running = new HashSet<>();

  synchronized void start(String name, Runnable task) {
    Thread thread =
        LoggedThreads.named(name + "-")
            .newThread(
                () -> {
                  try {
                    task.run();
                  } finally {
                    remove(Thread.currentThread());
                  }
                });
    running.add(thread);
    thread.start();
  }

  /** Returns whether all threads ended in time. */
  synchronized boolean awaitEnd(Duration timeout) {
    long deadline = System.nanoTime() + timeout.toNanos();
    try {
      while (!running.isEmpty()) {
        long left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
        if (left <= 0) {
          return false;
        }
        wait(left);
      }
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  synchronized void interrupt() {
    running.forEach(Thread::interrupt);
  }

  private synchronized void remove(Thread thread) {
    running.remove(thread);
    notifyAll();
  }
}
