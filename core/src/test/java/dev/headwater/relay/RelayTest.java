package dev.headwater.relay;

import static dev.headwater.relay.RelayRecords.committed;
import static org.assertj.core.api.Assertions.assertThat;

import dev.headwater.event.EncodedEvent;
import dev.headwater.event.RecordedEvent;
import dev.headwater.relay.EventPublisher.Result.Deferred;
import dev.headwater.relay.StreamRecord.Committed;
import dev.headwater.testkit.ManualHost;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What is published, in which calls, and until when. */
final class RelayTest {
  private final ManualHost machine = new ManualHost(1);
  private final FlakyPublisher bus = new FlakyPublisher();
  private final Map<Map<String, String>, String> parked = new LinkedHashMap<>();
  private final Relay relay = new Relay(bus, parked::put, machine.host());

  @Test
  void publishes_every_event_of_every_commit_in_one_call() {
    List<StreamRecord> records = List.of(committed("a", 3), committed("b", 1));

    assertThat(relay(records)).isNull();
    assertThat(bus.published()).containsExactly("a@1", "a@2", "a@3", "b@1");
    assertThat(bus.calls()).hasSize(1);
    assertThat(machine.waits()).isEmpty();
  }

  @Test
  void makes_no_call_without_records() {
    assertThat(relay(List.of())).isNull();
    assertThat(bus.calls()).isEmpty();
  }

  @Test
  void retries_only_what_the_bus_deferred() {
    bus.answer("a@2", new Deferred("throttled"), 2);
    bus.answer("b@1", new Deferred("throttled"), 1);

    assertThat(relay(List.of(committed("a", 3), committed("b", 1)))).isNull();
    assertThat(bus.calls())
        .containsExactly(
            List.of("a@1", "a@2", "a@3", "b@1"), List.of("a@2", "b@1"), List.of("a@2"));
    assertThat(bus.published()).containsExactlyInAnyOrder("a@1", "a@2", "a@3", "b@1");
    assertThat(machine.waits()).hasSize(2);
  }

  @Test
  void reports_the_first_record_still_deferred_after_five_attempts() {
    bus.answer("c@1", new Deferred("throttled"), 100);
    bus.answer("b@2", new Deferred("throttled"), 100);

    assertThat(
            relay(
                List.of(
                    committed("a", 1), committed("b", 2), committed("c", 1), committed("d", 1))))
        .isEqualTo("seq-b");
    assertThat(bus.calls()).hasSize(5);
    assertThat(bus.published()).contains("a@1", "b@1", "d@1").doesNotContain("b@2", "c@1");
    assertThat(parked).isEmpty();
  }

  @Test
  void waits_longer_and_longer_between_attempts() {
    bus.answer("a@1", new Deferred("throttled"), 4);

    assertThat(relay(List.of(committed("a", 1)))).isNull();
    List<Duration> waits = machine.waits();
    assertThat(waits).hasSize(4).doesNotHaveDuplicates();
    IntStream.range(0, 4)
        .forEach(
            wait ->
                assertThat(waits.get(wait))
                    .isBetween(Duration.ZERO, Duration.ofMillis(20L << wait)));
  }

  @Test
  void events_are_published_as_they_were_recorded() {
    Committed record = committed("a", 2);
    relay(List.of(record));

    List<RecordedEvent<EncodedEvent>> events = new ArrayList<>(bus.events());
    assertThat(events).isEqualTo(record.commit().recordedEvents());
  }

  @Test
  void a_call_to_the_bus_has_at_most_ten_events() {
    assertThat(relay(List.of(committed("a", 23), committed("b", 2)))).isNull();
    assertThat(bus.calls()).extracting(List::size).containsExactly(10, 10, 5);
    assertThat(bus.published()).hasSize(25).doesNotHaveDuplicates();
  }

  @Test
  void retries_what_is_not_published_by_the_deadline() {
    bus.beforeCall(() -> machine.clock().advance(Duration.ofSeconds(8)));
    List<StreamRecord> records =
        IntStream.range(0, 100)
            .<StreamRecord>mapToObj(number -> committed("n" + number, 1))
            .toList();

    assertThat(relay.relay(records, machine.clock().instant().plusSeconds(20)).resumeAt())
        .isEqualTo("seq-n30");
    assertThat(bus.calls()).hasSize(3);
    assertThat(machine.waits()).isEmpty();
  }

  @Test
  void retries_nothing_after_the_deadline() {
    bus.beforeCall(() -> machine.clock().advance(Duration.ofSeconds(8)));
    bus.answer("a@1", new Deferred("no answer"), 100);

    assertThat(
            relay
                .relay(List.of(committed("a", 1)), machine.clock().instant().plusSeconds(20))
                .resumeAt())
        .isEqualTo("seq-a");
    assertThat(bus.calls()).hasSize(3);
  }

  @Test
  void starts_nothing_after_the_deadline() {
    assertThat(relay.relay(List.of(committed("a", 1)), machine.clock().instant()).resumeAt())
        .isEqualTo("seq-a");
    assertThat(bus.calls()).isEmpty();
  }

  @Test
  void reports_the_lag_of_each_commit_until_its_last_event_is_published() {
    bus.beforeCall(() -> machine.clock().advance(Duration.ofSeconds(8)));

    assertThat(
            relay.relay(
                List.of(committed("a", 1), committed("b", 10), committed("c", 1)), Instant.MAX))
        .isEqualTo(
            new RelayedBatch(
                null,
                List.of(Duration.ofSeconds(8), Duration.ofSeconds(16), Duration.ofSeconds(16)),
                0,
                0,
                0,
                0,
                Set.of()));
  }

  @Test
  void a_commit_from_a_host_with_a_fast_clock_has_no_lag() {
    machine.clock().advance(Duration.ofHours(-1));

    assertThat(relay.relay(List.of(committed("a", 1)), Instant.MAX).lags())
        .containsExactly(Duration.ZERO);
  }

  private @Nullable String relay(List<StreamRecord> records) {
    return relay.relay(records, Instant.MAX).resumeAt();
  }
}
