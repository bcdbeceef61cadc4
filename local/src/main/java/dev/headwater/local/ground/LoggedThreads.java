package dev.headwater.local.ground;

import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes virtual threads that log uncaught exceptions in redacted form. The JVM's own handler would
 * print their messages, which may quote customer data.
 */
public final class LoggedThreads {
  private static final Logger LOG = LoggerFactory.getLogger(LoggedThreads.class);

  private LoggedThreads() {}

  /**
   * Makes threads whose names are the prefix and a number.
   *
   * @param prefix for example {@code "poller-"}
   */
  public static ThreadFactory named(String prefix) {
    return Thread.ofVirtual()
        .name(prefix, 0)
        .uncaughtExceptionHandler(LoggedThreads::log)
        .factory();
  }

  /** Runs each task on a thread of its own, {@linkplain #named named} by the prefix. */
  public static ExecutorService executor(String prefix) {
    return Executors.newThreadPerTaskExecutor(named(prefix));
  }

  /** Waits for running tasks, and interrupts those that take longer; returns whether none did. */
  public static boolean end(ExecutorService tasks, Duration wait) {
    tasks.shutdown();
    try {
      if (tasks.awaitTermination(wait.toMillis(), TimeUnit.MILLISECONDS)) {
        return true;
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    tasks.shutdownNow();
    return false;
  }

  /** Also covers the threads of libraries; only for a process that runs nothing else. */
  public static void logAllOthers() {
    Thread.setDefaultUncaughtExceptionHandler(LoggedThreads::log);
  }

  private static void log(Thread thread, Throwable thrown) {
    LOG.error("Thread {} died", thread.getName(), RedactedException.of(thrown));
  }
}
