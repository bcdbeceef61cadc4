package dev.headwater.host;

import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Supplier;

/** Makes calls on virtual threads that end with them. */
final class VirtualThreadCalls {
  private VirtualThreadCalls() {}

  /** Implements {@link ParallelCalls#callEach(List, int)}. */
  static <T> List<T> callEach(List<Supplier<T>> calls, int atOnce) {
    if (calls.size() <= 1) {
      return calls.stream().map(Supplier::get).toList();
    }
    int threads = Math.min(calls.size(), atOnce);
    try (ExecutorService executor =
        Executors.newFixedThreadPool(threads, Thread.ofVirtual().factory())) {
      return executor.invokeAll(calls.stream().map(VirtualThreadCalls::callable).toList()).stream()
          .map(VirtualThreadCalls::result)
          .toList();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedWaitException(e);
    }
  }

  private static <T> Callable<T> callable(Supplier<T> call) {
    return call::get;
  }

  /** Suppliers throw no checked exceptions. */
  private static <T> T result(Future<T> ended) {
    if (ended.state() == Future.State.FAILED) {
      switch (ended.exceptionNow()) {
        case RuntimeException e -> throw e;
        case Error e -> throw e;
        case Throwable e -> throw new AssertionError(e);
      }
    }
    return ended.resultNow();
  }
}
