package dev.headwater.service.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** What an idempotency key makes the same, and what it does not. */
class RepeatedCommandsTest {
  private static final String OPENING = "{\"owner\": \"Ada\", \"tier\": \"GOLD\"}";

  private final Calls calls = Calls.accounts();

  @Test
  void a_generated_id_repeats_with_the_callers_key() {
    String first = opened(Event.to("POST /accounts").key("k1").as("ada"));

    assertThat(first).matches("[0-9a-f]{32}");
    assertThat(opened(Event.to("POST /accounts").key("k1").as("ada"))).isEqualTo(first);
    assertThat(opened(Event.to("POST /accounts").key("k2").as("ada"))).isNotEqualTo(first);
    assertThat(opened(Event.to("POST /accounts").key("k1").as("bob"))).isNotEqualTo(first);
    assertThat(opened(Event.to("POST /accounts").key("k1"))).isNotEqualTo(first);
  }

  @Test
  void without_a_key_every_id_is_new() {
    assertThat(opened(Event.to("POST /accounts").as("ada")))
        .isNotEqualTo(opened(Event.to("POST /accounts").as("ada")));
  }

  @Test
  void one_key_on_the_routes_of_two_aggregates_gives_two_ids() {
    String account = opened(Event.to("POST /accounts").key("k1").as("ada"));
    String note =
        calls
            .command(Event.to("POST /notes").key("k1").as("ada").body("{\"text\": \"hello\"}"))
            .as(201)
            .field("noteId");

    assertThat(note).matches("[0-9a-f]{32}").isNotEqualTo(account);
  }

  @Test
  void a_repeat_returns_the_first_outcome_though_the_service_fills_in_another_time_and_id() {
    calls.open("ada", "Ada", "GOLD");

    Reply first = calls.command(closure("k1").as("ada"));
    calls.machine.clock().advance(Duration.ofDays(1));
    Reply repeated = calls.command(closure("k1").as("ada"));
    Reply otherCaller = calls.command(closure("k1").as("bob"));

    assertThat(first.as(200).body().path("version").asInt()).isEqualTo(2);
    assertThat(repeated.as(200).body()).isEqualTo(first.body());
    assertThat(otherCaller.as(200).body()).isEqualTo(first.body());
    assertThat(closing().path("by").asString()).isEqualTo("ada");
  }

  @Test
  void a_direct_invoke_repeats_by_its_command_id() {
    calls.open("ada", "Ada", "GOLD");
    String close =
        """
        {"commandType": "CloseAccount", "commandId": "c1", "payload": {"accountId": "ada"}}\
        """;

    Reply first = calls.command(close);
    calls.machine.clock().advance(Duration.ofDays(1));

    assertThat(calls.command(close).as(200).body()).isEqualTo(first.as(200).body());
    assertThat(closing().has("by")).isFalse();
    assertThat(closing().path("receipt").asString()).matches("[0-9a-f]{32}");
  }

  @Test
  void an_optional_component_counts_only_when_it_is_there() {
    calls.open("ada", "Ada", "GOLD");

    Reply first = calls.command(deposit("{\"coins\": []}"));

    assertThat(calls.command(deposit("{\"coins\": [], \"note\": null}")).as(200).body())
        .isEqualTo(first.as(200).body());
    assertThat(calls.command(deposit("{\"coins\": [], \"note\": \"gift\"}")).as(422).problem())
        .isEqualTo("command-id-reused");
  }

  @Test
  void a_key_that_is_none_is_refused() {
    assertThat(
            calls
                .command(Event.to("POST /accounts").key("a b").body(OPENING))
                .as(400)
                .error("Idempotency-Key"))
        .startsWith("must be 1 to");
  }

  /** The event of the account's closing, as its history shows it. */
  private JsonNode closing() {
    return calls
        .query(Event.to("GET /accounts/{id}/events", "id", "ada"))
        .as(200)
        .body()
        .path("items")
        .path(1)
        .path("payload");
  }

  private String opened(Event request) {
    return calls.command(request.body(OPENING)).as(201).field("accountId");
  }

  private static Event closure(String key) {
    return Event.to("POST /accounts/{id}/closure", "id", "ada").key(key);
  }

  private static Event deposit(String body) {
    return Event.to("POST /accounts/{id}/deposits", "id", "ada").key("k1").body(body);
  }
}
