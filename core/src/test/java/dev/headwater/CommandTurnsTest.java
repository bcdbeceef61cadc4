package dev.headwater;

import static dev.headwater.Shop.OPEN;
import static dev.headwater.Shop.add;
import static dev.headwater.Shop.request;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.headwater.Outcome.Committed;
import dev.headwater.host.InterruptedWaitException;
import dev.headwater.host.UnavailableException;
import dev.headwater.testkit.Race;
import dev.headwater.testkit.basket.BasketEvent;
import dev.headwater.testkit.basket.BasketRefusal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Commands on one stream take turns within a handler instead of colliding. */
final class CommandTurnsTest {
  private static final int CALLERS = 64;
  private final Shop shop = new Shop();

  @Test
  void many_callers_on_one_stream_all_succeed_for_an_append_each() {
    shop.handle(OPEN);
    int before = shop.store.calls();
    List<Long> versions =
        Race.run(
                CALLERS,
                racer ->
                    Stream.of("a", "b", "c", "d")
                        .map(item -> versionOf(shop.handle(add(racer + item))))
                        .toList())
            .stream()
            .flatMap(List::stream)
            .toList();

    assertThat(versions)
        .containsExactlyInAnyOrderElementsOf(
            LongStream.rangeClosed(4, 3 + 4 * CALLERS).boxed().toList());
    assertThat(shop.store.calls() - before).isLessThanOrEqualTo(2 * 4 * CALLERS);
  }

  @Test
  void many_callers_that_are_the_first_on_a_stream_load_it_once() {
    List<Outcome<BasketEvent, BasketRefusal>> outcomes =
        Race.run(CALLERS, racer -> shop.handle(request("create", OPEN)));

    assertThat(outcomes).containsOnly(Shop.opened());
    assertThat(shop.store.calls()).isEqualTo(2);
  }

  @Test
  void a_caller_that_waits_too_long_learns_that_nothing_happened() throws Exception {
    whileACommandIsAtWork(
        () -> {
          var soon = shop.machine.clock().instant().plus(Duration.ofMillis(2));
          for (var deadline : List.of(soon, shop.machine.clock().instant().minusSeconds(1))) {
            assertThatExceptionOfType(UnavailableException.class)
                .isThrownBy(() -> shop.handle(request(add("a")).withDeadline(deadline)))
                .withMessageContaining("BASKET#1")
                .matches(failure -> !failure.mayHaveTakenEffect(), "nothing happened")
                .matches(UnavailableException::mayPass);
          }
          return null;
        });

    assertThat(shop.version()).isEqualTo(4);
  }

  @Test
  void an_interrupted_caller_stops_waiting_and_keeps_the_flag() throws Exception {
    whileACommandIsAtWork(
        () -> {
          Thread.currentThread().interrupt();
          assertThatExceptionOfType(InterruptedWaitException.class)
              .isThrownBy(() -> shop.handle(add("a")));
          assertThat(Thread.interrupted()).isTrue();
          return null;
        });

    assertThat(shop.version()).isEqualTo(4);
    assertThat(versionOf(shop.handle(add("b")))).isEqualTo(5);
  }

  @Test
  void a_deadline_beyond_the_clocks_range_is_ignored() throws Exception {
    shop.handle(OPEN);

    assertThat(versionOf(shop.handle(request(add("a")).withDeadline(Instant.MAX)))).isEqualTo(4);
  }

  /** A command on another thread holds the turn until the action ends. */
  private void whileACommandIsAtWork(Callable<Void> action) throws Exception {
    shop.handle(OPEN);
    CountDownLatch atWork = new CountDownLatch(1);
    CountDownLatch done = new CountDownLatch(1);
    shop.store.beforeAppend(
        () -> {
          atWork.countDown();
          await(done);
        });
    try (ExecutorService other = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<Long> held = other.submit(() -> versionOf(shop.handle(add("first"))));
      try {
        await(atWork);
        action.call();
      } finally {
        done.countDown();
      }
      assertThat(held.get()).isEqualTo(4);
    }
  }

  private static void await(CountDownLatch latch) {
    try {
      assertThat(latch.await(30, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      throw new AssertionError("Interrupted", e);
    }
  }

  private static long versionOf(Outcome<BasketEvent, BasketRefusal> outcome) {
    assertThat(outcome).isInstanceOf(Committed.class);
    return outcome instanceof Committed<BasketEvent, BasketRefusal> done ? done.version() : -1;
  }
}
