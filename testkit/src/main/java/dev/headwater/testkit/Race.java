package dev.headwater.testkit;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.IntFunction;

/**
 * Runs several threads that start at the same moment. They are platform threads, because racers
 * that never block would keep virtual threads from taking turns.
 */
public final class Race {
  private static final int TIMEOUT_SECONDS = 60;

  private Race() {}

  /** Returns the result of each racer, ordered by their numbers, which start at 0. */
  public static <T> List<T> run(int racers, IntFunction<T> racer) {
    CyclicBarrier start = new CyclicBarrier(racers);
    List<Callable<T>> tasks = new ArrayList<>();
    for (int number = 0; number < racers; number++) {
      int own = number;
      tasks.add(
          () -> {
            start.await(TIMEOUT_SECONDS, TimeUnit.SECONDS);
            return racer.apply(own);
          });
    }
    return run(tasks);
  }

  private static <T> List<T> run(List<Callable<T>> tasks) {
    ExecutorService threads =
        Executors.newThreadPerTaskExecutor(
            Thread.ofPlatform().daemon().name("racer-", 0).factory());
    try {
      List<T> results = new ArrayList<>();
      for (Future<T> done : threads.invokeAll(tasks, TIMEOUT_SECONDS, TimeUnit.SECONDS)) {
        results.add(done.get());
      }
      return results;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("Interrupted during a race", e);
    } catch (ExecutionException e) {
      throw new AssertionError("A racer failed: " + e.getCause(), e.getCause());
    } finally {
      threads.shutdownNow();
    }
  }
}
