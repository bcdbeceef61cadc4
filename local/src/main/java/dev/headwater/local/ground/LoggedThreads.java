package dev.headwater.local.ground;

import java.util.concurrent.ThreadFactory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Virtual threads that log what ends them as {@link RedactedException} leaves it: the JVM itself
 * would print it with its messages.
 */
public final class LoggedThreads {
  private static final Logger LOG = LoggerFactory.getLogger(LoggedThreads.class);

  private LoggedThreads() {}

  /**
   * Makes threads.
   *
   * @param prefix of their names, before a number
   */
  public static ThreadFactory named(String prefix) {
    return Thread.ofVirtual()
        .name(prefix, 0)
        .uncaughtExceptionHandler(LoggedThreads::log)
        .factory();
  }

  /** For the threads of libraries, too, of a process that is nobody else's. */
  public static void logAllOthers() {
    Thread.setDefaultUncaughtExceptionHandler(LoggedThreads::log);
  }

  private static void log(Thread thread, Throwable thrown) {
    LOG.error("The thread {} ended", thread.getName(), RedactedException.of(thrown));
  }
}
