package dev.headwater.host;

import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BiFunction;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Makes blocking calls at the same time, so that the wait for one does not begin only after that
 * for another.
 *
 * <p>Nothing stays behind: whatever happens, a method returns or throws only when every call that
 * was begun has ended. A function that is frozen after its answer has no call under way.
 */
@FunctionalInterface
public interface ParallelCalls {
  /** The most calls that are under way at the same time where nothing less is asked for. */
  int MAX_AT_ONCE = 32;

  /**
   * Makes all calls, whatever becomes of the others: their results in the order of the calls, or
   * the exception of the first that failed, in this order.
   *
   * @param atOnce the most calls that are under way at the same time
   * @throws InterruptedWaitException when interrupted; so are the calls that are under way
   */
  <T> List<T> callEach(List<Supplier<T>> calls, int atOnce);

  /** The same, with {@value #MAX_AT_ONCE} calls at the same time. */
  default <T> List<T> callEach(List<Supplier<T>> calls) {
    return callEach(calls, MAX_AT_ONCE);
  }

  /**
   * Makes all calls, but begins none after one has failed: their results in the order of the calls,
   * or the exception of one that failed.
   *
   * @throws InterruptedWaitException when interrupted; so are the calls that are under way
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
   * What two calls come to together. When both fail, the first one's exception is thrown.
   *
   * @throws InterruptedWaitException when interrupted; so are the calls that are under way
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

  /** On virtual threads of their own; a single call is made by the caller. */
  static ParallelCalls onVirtualThreads() {
    return VirtualThreadCalls::callEach;
  }
}
