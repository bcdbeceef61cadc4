package dev.headwater.e2e;

import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** How the load checks report their figures. */
final class Load {
  private static final int PROGRESS_SECONDS = 10;

  private Load() {}

  static void print(String format, Object... values) {
    System.out.printf(Locale.ROOT, "load: " + format + "%n", values);
  }

  /** Prints a line now and then until it is closed. */
  static ScheduledExecutorService progress(Supplier<String> line) {
    var clock = Executors.newSingleThreadScheduledExecutor();
    var _ =
        clock.scheduleAtFixedRate(
            () -> print("… %s", line.get()), PROGRESS_SECONDS, PROGRESS_SECONDS, TimeUnit.SECONDS);
    return clock;
  }

  static long millisSince(long nanos) {
    return Duration.ofNanos(System.nanoTime() - nanos).toMillis();
  }
}
