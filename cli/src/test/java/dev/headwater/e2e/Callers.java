package dev.headwater.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.Collection;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.IntPredicate;

/** Clients that share work: each takes the next piece when it is done with the last one. */
public final class Callers {
  private Callers() {}

  /** Returns when all is done; a failure ends the caller that it befalls, and then the test. */
  public static <T> void forAll(int callers, Collection<T> pieces, Consumer<T> work) {
    Queue<T> open = new ConcurrentLinkedQueue<>(pieces);
    Queue<Throwable> failures = new ConcurrentLinkedQueue<>();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int caller = 0; caller < callers; caller++) {
        threads.execute(
            () -> {
              try {
                for (T piece = open.poll(); piece != null; piece = open.poll()) {
                  work.accept(piece);
                }
              } catch (AssertionError | RuntimeException failure) {
                failures.add(failure);
              }
            });
      }
    }
    assertThat(failures).isEmpty();
  }

  /**
   * Begins calls at a pace, and returns when all have ended; a failure ends the test then. Calls
   * that fall due while all callers are busy start as soon as one is free.
   *
   * @param isEnough whether that many started calls are enough
   */
  public static void atPace(
      int perSecond, int callers, IntPredicate isEnough, Duration patience, Runnable call) {
    AtomicInteger begun = new AtomicInteger();
    Semaphore free = new Semaphore(callers);
    Queue<Throwable> failures = new ConcurrentLinkedQueue<>();
    try (var clients =
            Executors.newThreadPerTaskExecutor(
                Thread.ofVirtual()
                    .uncaughtExceptionHandler((_, failure) -> failures.add(failure))
                    .factory());
        var pace = Executors.newSingleThreadScheduledExecutor()) {
      var ticks =
          pace.scheduleAtFixedRate(
              () -> {
                free.acquireUninterruptibly();
                begun.incrementAndGet();
                clients.execute(
                    () -> {
                      try {
                        call.run();
                      } finally {
                        free.release();
                      }
                    });
              },
              0,
              1_000_000 / perSecond,
              TimeUnit.MICROSECONDS);
      await().atMost(patience).until(() -> isEnough.test(begun.get()));
      ticks.cancel(false);
    }
    assertThat(failures).isEmpty();
  }
}
