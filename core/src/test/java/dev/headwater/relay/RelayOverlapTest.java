package dev.headwater.relay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.headwater.event.Commit;
import dev.headwater.event.EncodedEvent;
import dev.headwater.event.StreamId;
import dev.headwater.host.Host;
import dev.headwater.host.ParallelCalls;
import dev.headwater.relay.EventPublisher.Result;
import dev.headwater.testkit.History;
import dev.headwater.testkit.ManualHost;
import dev.headwater.testkit.Meeting;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Which calls to the bus overlap, and which wait for one another. */
@Timeout(60)
final class RelayOverlapTest {
  private static final int SLICE = 10;
  private static final int MOST = 5;

  private final ManualHost machine = new ManualHost(1);
  private final FlakyPublisher bus = new FlakyPublisher();
  private final List<Integer> runs = new ArrayList<>();

  @Test
  void calls_for_different_streams_overlap() {
    Meeting meeting = new Meeting(MOST);
    AtomicInteger underWay = new AtomicInteger();
    AtomicInteger most = new AtomicInteger();
    var calls = new ConcurrentLinkedQueue<Integer>();
    RelayedBatch batch =
        relay(
            Host.system(),
            events -> {
              calls.add(events.size());
              most.accumulateAndGet(underWay.incrementAndGet(), Math::max);
              meeting.join();
              underWay.decrementAndGet();
              return events.stream().<Result>map(event -> new Result.Published()).toList();
            },
            streams(2 * MOST * SLICE));

    assertThat(batch.published()).isEqualTo(2 * MOST * SLICE);
    assertThat(calls).hasSize(2 * MOST).containsOnly(SLICE);
    assertThat(most).hasValue(MOST);
    assertThat(underWay).hasValue(0);
  }

  @Test
  void publishes_a_streams_next_commit_after_the_answer_to_the_one_before() {
    List<StreamRecord> records = new ArrayList<>(streams(2 * SLICE));
    records.addAll(commits("0", 1, 1).subList(1, 2));
    records.addAll(streams(3 * SLICE).subList(2 * SLICE, 3 * SLICE));

    assertThat(relay(recording(), bus, records).resumeAt()).isNull();
    assertThat(bus.calls()).extracting(List::size).containsExactly(10, 10, 10, 1);
    assertThat(runs).containsExactly(2, 2);
    assertThat(bus.calls().get(2)).startsWith("0@2");
  }

  @Test
  void one_stream_is_published_call_by_call() {
    assertThat(
            relay(
                    recording(),
                    bus,
                    commits("0", IntStream.generate(() -> 1).limit(3 * SLICE).toArray()))
                .resumeAt())
        .isNull();
    assertThat(runs).containsExactly(1, 1, 1);
    assertThat(bus.published())
        .isEqualTo(
            IntStream.rangeClosed(1, 3 * SLICE).mapToObj(version -> "0@" + version).toList());
  }

  @Test
  void a_commit_across_two_calls_does_not_delay_others() {
    assertThat(relay(recording(), bus, commits("0", 25)).resumeAt()).isNull();
    assertThat(runs).containsExactly(3);

    List<StreamRecord> records = new ArrayList<>(commits("1", 4, 4));
    records.addAll(commits("2", 4));
    assertThat(relay(recording(), bus, records).resumeAt()).isNull();
    assertThat(runs).containsExactly(3, 2);
  }

  @Test
  void retries_the_rest_of_a_call_in_the_order_of_the_records() {
    bus.answer("5@1", new Result.Deferred("throttled"), 1);
    bus.answer("15@1", new Result.Deferred("throttled"), 1);

    RelayedBatch batch = relay(machine.host(), bus, streams(2 * SLICE));
    assertThat(batch.published()).isEqualTo(2 * SLICE);
    assertThat(bus.calls()).hasSize(3);
    assertThat(bus.calls().getLast()).containsExactly("5@1", "15@1");
  }

  @Test
  void a_failing_call_leaves_no_other_running() {
    Meeting meeting = new Meeting(2);
    AtomicInteger ended = new AtomicInteger();

    assertThatExceptionOfType(IllegalStateException.class)
        .isThrownBy(
            () ->
                relay(
                    Host.system(),
                    events -> {
                      meeting.join();
                      ended.incrementAndGet();
                      throw new IllegalStateException("a defect");
                    },
                    streams(2 * SLICE)));
    assertThat(ended).hasValue(2);
  }

  private static RelayedBatch relay(Host host, EventPublisher bus, List<StreamRecord> records) {
    return new Relay(
            bus,
            (key, reason) -> {
              throw new AssertionError(key + " is parked: " + reason);
            },
            host)
        .relay(records, Instant.MAX);
  }

  /** Records how many calls may overlap each time. */
  private Host recording() {
    Host host = machine.host();
    return new Host(
        host.clock(),
        host.random(),
        host.sleeper(),
        host.locks(),
        new ParallelCalls() {
          @Override
          public <T> List<T> callEach(List<Supplier<T>> calls, int atOnce) {
            runs.add(calls.size());
            return host.parallelCalls().callEach(calls, atOnce);
          }
        });
  }

  /** One event each. */
  private static List<StreamRecord> streams(int count) {
    return IntStream.range(0, count)
        .mapToObj(number -> commits(Integer.toString(number), 1).getFirst())
        .toList();
  }

  /** Commits of one stream, with so many events each. */
  private static List<StreamRecord> commits(String id, int... sizes) {
    History<EncodedEvent> history = History.of(new StreamId("BASKET", id));
    List<StreamRecord> records = new ArrayList<>();
    for (int size : sizes) {
      Commit<EncodedEvent> commit = history.next(RelayRecords.events(size));
      records.add(
          new StreamRecord.Committed(
              "seq-" + id + "-" + commit.firstVersion(),
              Map.of("PK", "BASKET#" + id, "SK", "EVENT#"),
              commit));
      history = history.commit(commit.events());
    }
    return records;
  }
}
