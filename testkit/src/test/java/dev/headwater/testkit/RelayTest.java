package dev.headwater.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headwater.event.Commit;
import dev.headwater.event.EncodedEvent;
import dev.headwater.event.RecordedEvent;
import dev.headwater.event.StreamId;
import dev.headwater.host.ConfigurationFault;
import dev.headwater.host.UnavailableException;
import dev.headwater.relay.EventPublisher.Result.Deferred;
import dev.headwater.relay.EventPublisher.Result.Refused;
import dev.headwater.relay.Relay;
import dev.headwater.relay.RelayedBatch;
import dev.headwater.relay.StreamRecord;
import dev.headwater.relay.StreamRecord.Altered;
import dev.headwater.relay.StreamRecord.Committed;
import dev.headwater.relay.StreamRecord.Malformed;
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

final class RelayTest {
  private static final ConfigurationFault DENIED =
      new ConfigurationFault("EventBridge", "AccessDeniedException");

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
  void parks_a_refused_commit_and_publishes_the_others() {
    bus.answer("b@2", new Refused("too large"), 1);

    assertThat(relay(List.of(committed("a", 1), committed("b", 3), committed("c", 1)))).isNull();
    assertThat(parked).containsExactly(Map.entry(key("b"), "too large"));
    assertThat(bus.published()).containsExactly("a@1", "b@1", "b@3", "c@1");
    assertThat(bus.calls()).hasSize(1);
  }

  @Test
  void a_refusal_is_remembered_while_others_are_retried() {
    bus.answer("a@1", new Refused("too large"), 1);
    bus.answer("b@1", new Deferred("throttled"), 3);

    assertThat(relay(List.of(committed("a", 1), committed("b", 1)))).isNull();
    assertThat(parked).containsOnlyKeys(key("a"));
  }

  @Test
  void parks_an_item_that_is_not_a_commit() {
    StreamRecord broken = new Malformed("seq-b", key("b"), "events is missing");

    assertThat(relay(List.of(committed("a", 1), broken, committed("c", 1)))).isNull();
    assertThat(parked).containsExactly(Map.entry(key("b"), "events is missing"));
    assertThat(bus.published()).containsExactly("a@1", "c@1");
  }

  @Test
  void parks_nothing_after_the_reported_record() {
    bus.answer("b@1", new Deferred("throttled"), 100);
    bus.answer("c@1", new Refused("too large"), 100);
    StreamRecord broken = new Malformed("seq-a", key("a"), "events is missing");

    assertThat(relay(List.of(broken, committed("b", 1), committed("c", 1)))).isEqualTo("seq-b");
    assertThat(parked).containsOnlyKeys(key("a"));
  }

  @Test
  void retries_a_commit_that_is_both_deferred_and_refused() {
    bus.answer("a@1", new Refused("too large"), 100);
    bus.answer("a@2", new Deferred("throttled"), 100);

    assertThat(relay(List.of(committed("a", 2)))).isEqualTo("seq-a");
    assertThat(parked).isEmpty();
  }

  @Test
  void a_record_that_cannot_be_parked_is_reported() {
    Relay stuck =
        new Relay(
            bus,
            (key, reason) -> {
              throw new UnavailableException("No answer", false, new IllegalStateException());
            },
            machine.host());
    bus.answer("b@1", new Refused("too large"), 1);

    assertThat(
            stuck.relay(
                List.of(committed("a", 1), committed("b", 1), committed("c", 1)), Instant.MAX))
        .isEqualTo(new RelayedBatch("seq-b", List.of(Duration.ZERO), 0, 0, 2, Set.of()));
    assertThat(stuck.relay(List.of(new Malformed("seq-m", key("m"), "no commit")), Instant.MAX))
        .isEqualTo(new RelayedBatch("seq-m", List.of(), 0, 0, 1, Set.of()));
  }

  @Test
  void never_logs_the_message_of_a_failure() {
    Relay stuck =
        new Relay(
            bus,
            (key, reason) -> {
              throw new UnavailableException(
                  "No answer", false, new IllegalStateException("a secret"));
            },
            machine.host());
    try (CapturedLog log = new CapturedLog(Relay.class)) {
      stuck.relay(List.of(new Malformed("seq-m", key("m"), "no commit")), Instant.MAX);

      assertThat(log.entries())
          .singleElement()
          .satisfies(entry -> assertThat(entry).contains("No answer").doesNotContain("secret"));
    }
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
                Set.of()));
  }

  @Test
  void counts_parked_and_retried_commits() {
    bus.answer("b@2", new Refused("too large"), 1);
    bus.answer("d@1", new Deferred("throttled"), 100);
    StreamRecord broken = new Malformed("seq-m", key("m"), "events is missing");
    RelayedBatch batch =
        relay.relay(
            List.of(
                committed("a", 1),
                committed("b", 2),
                broken,
                committed("c", 1),
                committed("d", 1),
                committed("e", 1)),
            Instant.MAX);

    assertThat(batch.published()).isEqualTo(2);
    assertThat(batch.parked()).isEqualTo(2);
    assertThat(batch.deferred()).isEqualTo(2);
  }

  @Test
  void a_commit_from_a_host_with_a_fast_clock_has_no_lag() {
    machine.clock().advance(Duration.ofHours(-1));

    assertThat(relay.relay(List.of(committed("a", 1)), Instant.MAX).lags())
        .containsExactly(Duration.ZERO);
  }

  @Test
  void counts_and_logs_a_commit_that_was_changed_in_the_table_without_publishing_it() {
    try (CapturedLog log = new CapturedLog(Relay.class)) {
      RelayedBatch batch =
          relay.relay(
              List.of(
                  committed("a", 1),
                  new Altered("seq-m", key("m"), "MODIFY"),
                  new Altered("seq-r", key("r"), "REMOVE"),
                  committed("b", 1)),
              Instant.MAX);

      assertThat(batch.resumeAt()).isNull();
      assertThat(batch.altered()).isEqualTo(2);
      assertThat(batch.published()).isEqualTo(2);
      assertThat(bus.published()).containsExactly("a@1", "b@1");
      assertThat(parked).isEmpty();
      assertThat(log.entries())
          .hasSize(2)
          .anyMatch(entry -> entry.contains("BASKET#m") && entry.contains("MODIFY"))
          .anyMatch(entry -> entry.contains("BASKET#r") && entry.contains("REMOVE"));
    }
  }

  @Test
  void a_changed_commit_after_the_reported_record_is_counted_on_its_next_delivery() {
    bus.answer("b@1", new Deferred("throttled"), 100);

    assertThat(
            relay.relay(
                List.of(committed("b", 1), new Altered("seq-m", key("m"), "MODIFY")), Instant.MAX))
        .isEqualTo(new RelayedBatch("seq-b", List.of(), 0, 0, 2, Set.of()));
  }

  @Test
  void reports_faults_for_an_operator_apart_from_outages() {
    var noQueue = new ConfigurationFault("SQS", "QueueDoesNotExist");
    Relay stuck =
        new Relay(
            bus,
            (key, reason) -> {
              throw new UnavailableException("No queue", false, noQueue, null);
            },
            machine.host());
    bus.answer("b@1", new Deferred("AccessDeniedException", DENIED), 100);
    try (CapturedLog log = new CapturedLog(Relay.class)) {
      assertThat(stuck.relay(List.of(committed("a", 1), committed("b", 1)), Instant.MAX).faults())
          .containsExactly(DENIED);
      assertThat(
              stuck
                  .relay(List.of(new Malformed("seq-m", key("m"), "no commit")), Instant.MAX)
                  .faults())
          .containsExactly(noQueue);

      assertThat(log.entries())
          .anyMatch(entry -> entry.contains(DENIED.describe()))
          .anyMatch(entry -> entry.contains(noQueue.describe()));
    }
    bus.answer("c@1", new Deferred("ThrottlingException"), 100);
    assertThat(stuck.relay(List.of(committed("c", 1)), Instant.MAX).faults()).isEmpty();
  }

  @Test
  void a_fault_that_has_passed_is_no_longer_reported() {
    bus.answer("a@1", new Deferred("AccessDeniedException", DENIED), 1);
    bus.answer("b@1", new Deferred("throttled"), 2);
    RelayedBatch batch = relay.relay(List.of(committed("a", 1), committed("b", 1)), Instant.MAX);

    assertThat(batch.resumeAt()).isNull();
    assertThat(batch.faults()).isEmpty();
  }

  @Test
  void does_not_retry_when_only_faults_remain() {
    bus.answer("a@1", new Deferred("throttled"), 1);
    bus.answer("b@1", new Deferred("AccessDeniedException", DENIED), 100);
    RelayedBatch batch = relay.relay(List.of(committed("a", 1), committed("b", 1)), Instant.MAX);

    assertThat(batch.resumeAt()).isEqualTo("seq-b");
    assertThat(batch.faults()).containsExactly(DENIED);
    assertThat(bus.calls()).containsExactly(List.of("a@1", "b@1"), List.of("a@1", "b@1"));
  }

  @Test
  void a_fault_is_reported_even_if_there_was_no_time_to_retry() {
    bus.beforeCall(() -> machine.clock().advance(Duration.ofSeconds(8)));
    bus.answer("a@1", new Deferred("throttled"), 100);
    bus.answer("b@1", new Deferred("AccessDeniedException", DENIED), 100);
    RelayedBatch batch =
        relay.relay(
            List.of(committed("a", 10), committed("b", 1)),
            machine.clock().instant().plusSeconds(20));

    assertThat(bus.calls()).hasSize(3);
    assertThat(batch.resumeAt()).isEqualTo("seq-a");
    assertThat(batch.faults()).containsExactly(DENIED);
  }

  private @Nullable String relay(List<StreamRecord> records) {
    return relay.relay(records, Instant.MAX).resumeAt();
  }

  private static Committed committed(String id, int events) {
    Commit<EncodedEvent> commit =
        History.<EncodedEvent>of(new StreamId("BASKET", id))
            .next(IntStream.range(0, events).mapToObj(ContractCommits::tick).toList());
    return new Committed("seq-" + id, key(id), commit);
  }

  private static Map<String, String> key(String id) {
    return Map.of("PK", "BASKET#" + id, "SK", "EVENT#0000000001");
  }
}
