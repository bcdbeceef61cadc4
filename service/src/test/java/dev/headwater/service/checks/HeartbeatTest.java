package dev.headwater.service.checks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.tuple;

import dev.headwater.InMemoryEventStore;
import dev.headwater.event.StreamId;
import dev.headwater.eventbridge.FunctionMetrics;
import dev.headwater.service.Service;
import dev.headwater.service.Settings;
import dev.headwater.service.accounts.Accounts;
import dev.headwater.service.checks.HeartbeatDecider.Beating;
import dev.headwater.service.checks.HeartbeatDecider.Event;
import dev.headwater.service.functions.ServiceRuntime;
import dev.headwater.service.json.JsonEvents;
import dev.headwater.testkit.ManualHost;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What a service sends as its heartbeat, and what it makes of those that arrive. */
class HeartbeatTest {
  private static final JsonMapper JSON = JsonMapper.shared();
  private static final StreamId STREAM = new StreamId("HEARTBEAT", "accounts");
  private static final JsonEvents<Event> EVENTS = JsonEvents.of(Event.class);

  private final ManualHost machine = new ManualHost(1);
  private final InMemoryEventStore<Beating, Event> store = new InMemoryEventStore<>(EVENTS);
  private final Service service = new Accounts().describe();
  private final Heartbeat heartbeat = new Heartbeat(service, store, machine.host());
  private final List<String> metrics = new ArrayList<>();
  private final ServiceRuntime runtime =
      ServiceRuntime.of(service, new Settings(Map.of("AWS_REGION", "us-east-1")));
  private final ScheduledChecks checks =
      new ScheduledChecks(heartbeat, new NightlyCheck(service, runtime.operationStores()));

  @Test
  void each_beat_is_an_event_of_a_stream_of_its_own() {
    assertThat(answer("{\"check\": \"heartbeat\"}")).isEqualTo("{\"beats\":1}");
    machine.clock().advance(Duration.ofMinutes(5));
    assertThat(answer("{\"check\": \"heartbeat\"}")).isEqualTo("{\"beats\":2}");

    assertThat(store.read(STREAM, 0, 10).commits())
        .extracting(commit -> commit.events().size(), commit -> commit.timestamp())
        .containsExactly(tuple(1, now().minus(Duration.ofMinutes(5))), tuple(1, now()));
    assertThat(EVENTS.describe()).containsExactly("Heartbeat 1 {}");
    assertThat(metrics).isEmpty();
  }

  @Test
  void its_lag_is_the_time_since_its_commit() {
    Instant sent = now();
    machine.clock().advance(Duration.ofMillis(340));

    assertThat(answer(records(beat("accounts", sent, ""), beat("accounts", now(), ""))))
        .isEqualTo("{\"arrived\":2}");
    assertThat(metrics).singleElement().asString().contains("\"HeartbeatLag\":[0,340]");
  }

  @Test
  void one_of_the_future_was_sent_by_another_clock() {
    assertThat(heartbeat.lags(records(List.of(beat("accounts", now().plusSeconds(1), "")))))
        .containsExactly(Duration.ZERO);
  }

  @Test
  void those_that_are_published_again_and_those_of_others_are_not_measured() {
    String replayed = beat("accounts", now(), ", \"replayed\": true");

    assertThat(answer(records(replayed, beat("orders", now(), "")))).isEqualTo("{\"arrived\":0}");
    assertThat(metrics).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "no JSON",
        "{}",
        "7",
        "{\"detail\": {\"category\": \"ACCOUNT\", \"timestamp\": 1, \"version\": 1}}",
        "{\"detail\": {\"category\": \"HEARTBEAT\", \"aggregateId\": \"accounts\"}}",
        "{\"detail\": {\"category\": \"HEARTBEAT\", \"timestamp\": 99999999999999999999,"
            + " \"version\": 1}}"
      })
  void anything_else_in_its_queue_is_dropped(String body) {
    assertThat(answer(records(body, beat("accounts", now(), "")))).isEqualTo("{\"arrived\":1}");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "no JSON|The event is not JSON",
        "{}|There are the checks",
        "[]|There are the checks",
        "{\"check\": \"everything\"}|There are the checks",
        "{\"check\": \"views\"}|percent must be a whole number from 1 to 100",
        "{\"check\": \"views\", \"percent\": 0}|percent must be a whole number from 1 to 100",
        "{\"check\": \"views\", \"percent\": 101}|percent must be a whole number from 1 to 100",
        "{\"check\": \"views\", \"percent\": 0.5}|percent must be a whole number from 1 to 100"
      })
  void what_is_no_check_is_refused(String event, String reason) {
    assertThatExceptionOfType(CheckException.class)
        .isThrownBy(() -> answer(event))
        .withMessageStartingWith(reason);
  }

  private String answer(String event) {
    byte[] answer =
        checks.answer(
            event.getBytes(StandardCharsets.UTF_8),
            now().plusSeconds(60),
            new FunctionMetrics("check", metrics::add, machine.clock()));
    return new String(answer, StandardCharsets.UTF_8);
  }

  private Instant now() {
    return machine.clock().instant();
  }

  private static String records(String... bodies) {
    return JSON.writeValueAsString(Map.of("Records", records(List.of(bodies))));
  }

  private static JsonNode records(List<String> bodies) {
    return JSON.valueToTree(
        bodies.stream().map(body -> Map.of("messageId", "m", "body", body)).toList());
  }

  private static String beat(String service, Instant sent, String more) {
    return """
    {"detail": {"category": "HEARTBEAT", "aggregateId": "%s", "timestamp": %s, "version": 7%s}}\
    """
        .formatted(service, sent.toEpochMilli(), more);
  }
}
