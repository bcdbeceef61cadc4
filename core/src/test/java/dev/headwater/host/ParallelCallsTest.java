package dev.headwater.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
final class ParallelCallsTest {
  private final ParallelCalls calls = ParallelCalls.onVirtualThreads();
  private final AtomicInteger underWay = new AtomicInteger();
  private final AtomicInteger most = new AtomicInteger();

  @Test
  void overlaps_as_many_calls_as_allowed_and_no_more() {
    CyclicBarrier three = new CyclicBarrier(3);
    List<Supplier<Integer>> twelve =
        IntStream.range(0, 12)
            .<Supplier<Integer>>mapToObj(
                number ->
                    () ->
                        counted(
                            () -> {
                              await(three);
                              return number;
                            }))
            .toList();

    assertThat(calls.callEach(twelve, 3)).isEqualTo(IntStream.range(0, 12).boxed().toList());
    assertThat(most).hasValue(3);
    assertThat(underWay).hasValue(0);
  }

  @Test
  void makes_a_single_call_on_the_callers_thread() {
    assertThat(calls.callEach(List.of(Thread::currentThread), 3))
        .containsExactly(Thread.currentThread());
    assertThat(calls.callEach(List.of(), 3)).isEmpty();
  }

  @Test
  void finishes_all_calls_and_throws_the_first_failure() {
    CyclicBarrier all = new CyclicBarrier(4);
    AtomicInteger ended = new AtomicInteger();
    List<Supplier<Boolean>> four =
        Stream.of(false, true, false, true)
            .<Supplier<Boolean>>map(
                fails ->
                    () -> {
                      int place = await(all);
                      ended.incrementAndGet();
                      return succeed(fails, "arrived " + place);
                    })
            .toList();

    assertThatExceptionOfType(IllegalStateException.class).isThrownBy(() -> calls.callEach(four));
    assertThat(ended).hasValue(4);
  }

  @Test
  void starts_no_call_after_a_failure_if_one_is_enough() {
    AtomicInteger begun = new AtomicInteger();
    List<Supplier<Boolean>> many =
        IntStream.range(0, 1000)
            .<Supplier<Boolean>>mapToObj(
                number ->
                    () -> {
                      begun.incrementAndGet();
                      return succeed(true, "the first");
                    })
            .toList();

    assertThatExceptionOfType(IllegalStateException.class)
        .isThrownBy(() -> calls.callUntilFailure(many));
    assertThat(begun).hasValueBetween(1, ParallelCalls.MAX_AT_ONCE);
  }

  @Test
  void overlaps_two_different_calls() {
    CyclicBarrier both = new CyclicBarrier(2);

    String repeated =
        calls.callBoth(
            () -> {
              await(both);
              return 2;
            },
            () -> {
              await(both);
              return "a";
            },
            (count, text) -> text.repeat(count));
    assertThat(repeated).isEqualTo("aa");
  }

  @Test
  void throws_the_first_calls_failure_if_both_fail() {
    CountDownLatch secondFailed = new CountDownLatch(1);

    assertThatExceptionOfType(IllegalStateException.class)
        .isThrownBy(
            () ->
                calls.<Boolean, Boolean, String>callBoth(
                    () -> {
                      await(secondFailed);
                      return succeed(true, "first");
                    },
                    () -> {
                      secondFailed.countDown();
                      return succeed(true, "second");
                    },
                    (one, other) -> "never"))
        .withMessage("first");
  }

  @Test
  void an_interrupted_caller_leaves_nothing_behind() {
    Thread caller = Thread.currentThread();
    CyclicBarrier both = new CyclicBarrier(2, caller::interrupt);
    CountDownLatch never = new CountDownLatch(1);
    Supplier<Boolean> waiting =
        () ->
            counted(
                () -> {
                  await(both);
                  await(never);
                  return true;
                });

    assertThatExceptionOfType(InterruptedWaitException.class)
        .isThrownBy(() -> calls.callEach(List.of(waiting, waiting)));
    assertThat(Thread.interrupted()).isTrue();
    assertThat(underWay).hasValue(0);
  }

  private <T> T counted(Supplier<T> call) {
    most.accumulateAndGet(underWay.incrementAndGet(), Math::max);
    try {
      return call.get();
    } finally {
      underWay.decrementAndGet();
    }
  }

  private static boolean succeed(boolean fails, String message) {
    if (fails) {
      throw new IllegalStateException(message);
    }
    return true;
  }

  private static int await(CyclicBarrier barrier) {
    try {
      return barrier.await();
    } catch (Exception e) {
      throw new AssertionError("The other calls did not arrive", e);
    }
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new InterruptedWaitException(e);
    }
  }
}
