package dev.headwater.relay;

import static dev.headwater.relay.RelayRecords.committed;
import static dev.headwater.relay.RelayRecords.key;
import static org.assertj.core.api.Assertions.assertThat;

import dev.headwater.host.ConfigurationFault;
import dev.headwater.host.UnavailableException;
import dev.headwater.relay.EventPublisher.Result.Deferred;
import dev.headwater.relay.StreamRecord.Malformed;
import dev.headwater.testkit.ManualHost;
import dev.headwater.testsupport.CapturedLog;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Faults that an operator has to repair, such as a missing permission. */
final class RelayFaultTest {
  private static final ConfigurationFault DENIED =
      new ConfigurationFault("EventBridge", "AccessDeniedException");
  private final ManualHost machine = new ManualHost(1);
  private final FlakyPublisher bus = new FlakyPublisher();
  private final Map<Map<String, String>, String> parked = new LinkedHashMap<>();
  private final Relay relay = new Relay(bus, parked::put, machine.host());

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
}
