package dev.headwater.benchmarks.harness;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;

/**
 * Concurrent callers, each on a virtual thread. Of {@code count} callers, number <i>n</i> runs the
 * operations <i>n</i>, <i>n</i> + {@code count}, … one after another.
 */
public record Callers(int count) {
  public Sample run(int operations, Sample.Operation operation) throws IOException {
    long[] nanos = new long[operations];
    List<Callable<Boolean>> callers =
        IntStream.range(0, Math.min(count, operations))
            .<Callable<Boolean>>mapToObj(
                caller ->
                    () -> {
                      for (int number = caller; number < operations; number += count) {
                        long begun = System.nanoTime();
                        operation.run(number);
                        nanos[number] = System.nanoTime() - begun;
                      }
                      return true;
                    })
            .toList();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      long begun = System.nanoTime();
      List<Future<Boolean>> ended = threads.invokeAll(callers);
      long elapsed = System.nanoTime() - begun;
      for (Future<Boolean> caller : ended) {
        caller.get();
      }
      return Sample.sideBySide(elapsed, nanos);
    } catch (ExecutionException e) {
      throw new IOException("An operation failed", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("Interrupted", e);
    }
  }
}
