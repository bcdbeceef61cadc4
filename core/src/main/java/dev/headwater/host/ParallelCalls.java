package dev.headwater.host;

import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BiFunction;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Makes blocking calls in parallel.
 *
 * <p>Leaves nothing behind: a method returns or throws only after every call that it started has
 * ended. So a Lambda function that freezes after its response has no call in flight.
 */
@FunctionalInterface
public interface ParallelCalls {
  /** The default limit on calls in flight. */
  int MAX_AT_ONCE = 32;

  /**
   * Makes all calls, even after one has failed. Returns the results in the order of the calls, or
   * throws the exception of the first call in that order that failed.
   *
   * @param atOnce the most calls in flight
   * @throws InterruptedWaitException if interrupted; so are the calls in flight
   */
  <T> List<T> callEach(List<Supplier<T>> calls, int atOnce);

  /** Makes all calls, with at most {@value #MAX_AT_ONCE} in flight. */
  default <T> List<T> callEach(List<Supplier<T>> calls) {
    return callEach(calls, MAX_AT_ONCE);
  }

  /**
   * Makes all calls, but starts none after one has failed. Returns the results in the order of the
   * calls, or throws the exception of one that failed.
   *
   * @throws InterruptedWaitException if interrupted; so are the calls in flight
   */
  default <T> List<T> callUntilFailure(List<Supplier<T>> calls) {
    var failure = new AtomicReference<@Nullable RuntimeException>();
    return callEach(
        calls.stream().<Supplier<T>>map(call -> () -> unlessFailed(call, failure)).toList());
  }

  private static <T> T unlessFailed(
      Supplier<T> call, AtomicReference<@Nullable RuntimeException> failure) {
    RuntimeException before = failure.get();
    if (before != null) {
      throw before;
    }
    try {
      return call.get();
    } catch (RuntimeException e) {
      failure.set(e);
      throw e;
    }
  }

  /**
   * Makes two calls in parallel and combines their results. If both fail, the first call's
   * exception is thrown.
   *
   * @throws InterruptedWaitException if interrupted; so are the calls in flight
   */
  default <A, B, R extends @Nullable Object> R callBoth(
      Supplier<A> first, Supplier<B> second, BiFunction<A, B, R> together) {
    var one = new AtomicReference<@Nullable A>();
    var other = new AtomicReference<@Nullable B>();
    callEach(
        List.<Supplier<Boolean>>of(
            () -> one.compareAndSet(null, first.get()),
            () -> other.compareAndSet(null, second.get())));
    return together.apply(Objects.requireNonNull(one.get()), Objects.requireNonNull(other.get()));
  }

  /** Runs each call on a virtual thread of its own; a single call runs on the caller's thread. */
  static ParallelCalls onVirtualThreads() {
    return VirtualThreadCalls::callEach;
  }
}
