package dev.headwater.local.functions;

import dev.headwater.local.functions.FunctionInvoker.Invocation.Failed;
import dev.headwater.local.functions.Instances.FailedInitialization;
import java.time.Duration;
import java.util.Deque;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** The instances of one function that wait for a call. */
final class InstancePool {
  private final ExecutorService threads;
  private volatile Instances source;

  /** Last in, first out, so that few instances are in use under light load. */
  private final Deque<Waiting> waiting = new ConcurrentLinkedDeque<>();

  /** An instance, and where it comes from. */
  record Taken(Instance instance, Instances source) {}

  private record Waiting(Taken taken, long sinceNanos) {}

  /**
   * Makes the first instance, if that is cheap, so that a wrong configuration fails the start.
   *
   * @throws FailedInitialization when it cannot be initialised
   */
  InstancePool(Instances source, ExecutorService threads)
      throws FailedInitialization, InterruptedException {
    this.threads = threads;
    this.source = source;
    replacement(source).use();
  }

  /**
   * Prepares to take instances from another source.
   *
   * @return takes them from there from now on; instances in use end after their calls
   * @throws FailedInitialization when it cannot make any
   */
  Replacement replacement(Instances next) throws FailedInitialization, InterruptedException {
    return new Replacement(next, next.startEagerly() ? create(next) : null);
  }

  /** What takes the place of a source, ready to be used or closed. */
  final class Replacement {
    private final Instances next;
    private final @Nullable Taken first;

    private Replacement(Instances next, @Nullable Taken first) {
      this.next = next;
      this.first = first;
    }

    void use() {
      source = next;
      if (first != null) {
        waiting.push(new Waiting(first, System.nanoTime()));
      }
      waiting.forEach(instance -> endIf(!instance.taken().source().equals(next), instance));
    }

    void discard() {
      if (first != null) {
        first.instance().close();
      }
    }
  }

  /** An instance for one call: one that waits, or a new one. */
  Taken take() throws FailedInitialization, InterruptedException {
    Instances current = source;
    for (Waiting next = waiting.poll(); next != null; next = waiting.poll()) {
      if (isUsable(next.taken(), current)) {
        return next.taken();
      }
      next.taken().instance().close();
    }
    return create(current);
  }

  /** Keeps an instance after its call, for the next one. */
  void giveBack(Taken taken) {
    if (isUsable(taken, source)) {
      waiting.push(new Waiting(taken, System.nanoTime()));
    } else {
      taken.instance().close();
    }
  }

  private static boolean isUsable(Taken taken, Instances current) {
    return taken.source().equals(current) && taken.instance().isUsable();
  }

  /** Ends the instances that have waited for so long, unless they are cheap. */
  void endIdle(Duration since) {
    long now = System.nanoTime();
    waiting.forEach(
        next ->
            endIf(
                !next.taken().source().startEagerly() && now - next.sinceNanos() >= since.toNanos(),
                next));
  }

  /** Ends all instances that wait. */
  void close() {
    waiting.forEach(next -> endIf(true, next));
  }

  private void endIf(boolean condition, Waiting next) {
    if (condition && waiting.remove(next)) {
      next.taken().instance().close();
    }
  }

  private Taken create(Instances from) throws FailedInitialization, InterruptedException {
    var created = new CompletableFuture<Instance>();
    Future<?> creation =
        threads.submit(
            () -> {
              try {
                Instance instance = from.create();
                if (!created.complete(instance)) {
                  instance.close();
                }
              } catch (Throwable failure) {
                created.completeExceptionally(failure);
              }
            });
    Duration limit = from.maxInitialization();
    try {
      return new Taken(created.get(limit.toNanos(), TimeUnit.NANOSECONDS), from);
    } catch (TimeoutException e) {
      throw new FailedInitialization(
          Failed.TIMED_OUT, "Initialization took longer than " + limit.toSeconds() + " seconds");
    } catch (ExecutionException e) {
      throw e.getCause() instanceof FailedInitialization failed
          ? failed
          : FailedInitialization.of(e.getCause() == null ? e : e.getCause());
    } finally {
      if (created.cancel(false)) {
        creation.cancel(true);
      }
    }
  }
}
