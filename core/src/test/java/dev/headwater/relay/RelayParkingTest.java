package dev.headwater.relay;

import static dev.headwater.relay.RelayRecords.committed;
import static dev.headwater.relay.RelayRecords.key;
import static org.assertj.core.api.Assertions.assertThat;

import dev.headwater.host.UnavailableException;
import dev.headwater.relay.EventPublisher.Result.Deferred;
import dev.headwater.relay.EventPublisher.Result.Refused;
import dev.headwater.relay.StreamRecord.Altered;
import dev.headwater.relay.StreamRecord.Malformed;
import dev.headwater.relay.StreamRecord.Skipped;
import dev.headwater.testkit.ManualHost;
import dev.headwater.testsupport.CapturedLog;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What can never be published is parked, or reported and counted. */
final class RelayParkingTest {
  private final ManualHost machine = new ManualHost(1);
  private final FlakyPublisher bus = new FlakyPublisher();
  private final Map<Map<String, String>, String> parked = new LinkedHashMap<>();
  private final Relay relay = new Relay(bus, parked::put, machine.host());

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
        .isEqualTo(new RelayedBatch("seq-b", List.of(Duration.ZERO), 0, 0, 0, 2, Set.of()));
    assertThat(stuck.relay(List.of(new Malformed("seq-m", key("m"), "no commit")), Instant.MAX))
        .isEqualTo(new RelayedBatch("seq-m", List.of(), 0, 0, 0, 1, Set.of()));
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
  void counts_an_imported_commit_without_publishing_it() {
    RelayedBatch batch =
        relay.relay(
            List.of(committed("a", 1), new Skipped("seq-i", key("i")), committed("b", 1)),
            Instant.MAX);

    assertThat(batch.resumeAt()).isNull();
    assertThat(batch.skipped()).isEqualTo(1);
    assertThat(batch.published()).isEqualTo(2);
    assertThat(bus.published()).containsExactly("a@1", "b@1");
    assertThat(parked).isEmpty();
  }

  @Test
  void a_changed_commit_after_the_reported_record_is_counted_on_its_next_delivery() {
    bus.answer("b@1", new Deferred("throttled"), 100);

    assertThat(
            relay.relay(
                List.of(committed("b", 1), new Altered("seq-m", key("m"), "MODIFY")), Instant.MAX))
        .isEqualTo(new RelayedBatch("seq-b", List.of(), 0, 0, 0, 2, Set.of()));
  }

  private @Nullable String relay(List<StreamRecord> records) {
    return relay.relay(records, Instant.MAX).resumeAt();
  }
}
