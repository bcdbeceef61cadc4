package dev.headwater;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headwater.StreamCache.Slot;
import dev.headwater.event.StreamId;
import dev.headwater.host.Deadline;
import dev.headwater.host.Host;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class StreamCacheTest {
  private final Host host = Host.system();
  private final Deadline soon = Deadline.in(Duration.ofSeconds(30), host);

  @Test
  void a_stream_keeps_its_slot_while_it_is_used() {
    StreamCache<String, String> cache = new StreamCache<>(2, host);
    Slot<String, String> slot = cache.slot(stream(0));

    for (int number = 1; number < 100; number++) {
      assertThat(cache.slot(stream(0))).isSameAs(slot);
      cache.slot(stream(number));
      assertThat(cache.slot(stream(0))).isSameAs(slot);
    }
  }

  @Test
  void keeps_roughly_as_many_streams_as_configured() {
    for (int capacity : new int[] {1, 2, 15, 16, 17, 100, 1_000}) {
      StreamCache<String, String> cache = new StreamCache<>(capacity, host);
      List<Slot<String, String>> slots =
          IntStream.range(0, 10_000).mapToObj(number -> cache.slot(stream(number))).toList();
      long kept =
          IntStream.range(0, slots.size())
              .map(number -> slots.size() - 1 - number)
              .filter(number -> cache.slot(stream(number)) == slots.get(number))
              .count();

      assertThat(kept).as("of %d", capacity).isBetween(1L, capacity + 15L);
    }
  }

  @Test
  void with_capacity_zero_each_use_gets_its_own_slot() {
    StreamCache<String, String> cache = new StreamCache<>(0, host);

    assertThat(cache.slot(stream(1))).isNotSameAs(cache.slot(stream(1)));
  }

  @Test
  void a_returning_thread_does_not_barge_past_waiters() throws Exception {
    Slot<String, String> slot = new StreamCache<String, String>(1, host).slot(stream(1));
    for (int round = 0; round < 20; round++) {
      assertThat(leaveAndComeBack(slot)).containsExactly("waiting", "back");
    }
  }

  private Queue<String> leaveAndComeBack(Slot<String, String> slot) throws Exception {
    Queue<String> order = new ConcurrentLinkedQueue<>();
    slot.enter(soon);
    Thread waiting =
        Thread.ofPlatform()
            .start(
                () -> {
                  slot.enter(soon);
                  order.add("waiting");
                  slot.leave();
                });
    while (waiting.isAlive() && waiting.getState() != Thread.State.TIMED_WAITING) {
      Thread.onSpinWait();
    }
    slot.leave();
    slot.enter(soon);
    order.add("back");
    slot.leave();
    waiting.join();
    return order;
  }

  private static StreamId stream(int number) {
    return new StreamId("STREAM", Integer.toString(number));
  }
}
