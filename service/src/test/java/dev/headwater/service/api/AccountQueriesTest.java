package dev.headwater.service.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Look-ups, histories, health, and the query of the service's own. */
class AccountQueriesTest {
  private final Calls calls = Calls.accounts();

  @Test
  void looks_an_account_up() {
    calls.open("ada", "Ada", "GOLD");

    Reply reply = calls.query(Event.to("GET /accounts/{id}", "id", "ada"));

    assertThat(reply.as(200).header("etag")).isEqualTo("\"1\"");
    assertThat(reply.body().toString())
        .startsWith("{\"accountId\":\"ada\",\"owner\":\"Ada\",\"tier\":\"GOLD\",\"state\":\"OPEN\"")
        .endsWith(",\"cents\":0,\"version\":1}");
    assertThat(
            calls.query("{\"queryType\": \"GetAccount\", \"accountId\": \"ada\"}").as(200).body())
        .isEqualTo(reply.body());
  }

  @Test
  void refuses_look_ups_that_cannot_find_anything() {
    assertThat(calls.query(Event.to("GET /accounts/{id}", "id", "eve")).as(404).problem())
        .isEqualTo("unknown-account");
    assertThat(calls.query(Event.to("GET /accounts/{id}", "id", "A!")).as(400).error("accountId"))
        .isEqualTo("must be 1 to 32 small letters and digits");
    assertThat(calls.query("{\"queryType\": \"GetAccount\"}").as(400).error("accountId"))
        .isEqualTo("is missing");
    assertThat(
            calls
                .query(Event.to("GET /accounts/{id}", "id", "eve").query(Map.of("minVersion", "3")))
                .as(400)
                .problem())
        .isEqualTo("unknown-version");
  }

  @Test
  void takes_the_id_of_a_look_up_from_the_path_alone() {
    calls.open("ada", "Ada", "GOLD");
    String route = "GET /accounts/{id}";

    assertThat(
            calls.query(Event.to(route).query(Map.of("accountId", "ada"))).as(400).error("query"))
        .isEqualTo("has an unknown field; there are minVersion");
    assertThat(calls.query(Event.to(route)).as(400).field("detail"))
        .isEqualTo("The path has no {id}.");
  }

  @Test
  void shows_the_version_that_the_caller_has_seen() {
    calls.open("ada", "Ada", "GOLD");
    calls.command(Event.to("POST /accounts/{id}/closure", "id", "ada").as("eve")).as(200);

    Reply reply =
        calls.query(Event.to("GET /accounts/{id}", "id", "ada").query(Map.of("minVersion", "2")));

    assertThat(reply.as(200).field("closedBy")).isEqualTo("eve");
  }

  @Test
  void histories_and_event_ids_of_the_second_aggregate_carry_its_category() {
    calls.open("x", "Ada", "GOLD");
    calls.command(Event.to("POST /notes").body("{\"noteId\": \"x\", \"text\": \"hello\"}")).as(201);

    Reply account = calls.query(Event.to("GET /accounts/{id}/events", "id", "x"));
    Reply note = calls.query(Event.to("GET /notes/{id}/events", "id", "x"));

    assertThat(account.items("eventId")).containsExactly("x@1");
    assertThat(note.items("eventId")).containsExactly("NOTE#x@1");
    assertThat(note.items("eventType")).containsExactly("NoteWritten");
    assertThat(calls.query(Event.to("GET /notes/{id}/events", "id", "y")).as(404).problem())
        .isEqualTo("unknown-note");
  }

  @Test
  void the_cursor_of_a_history_belongs_to_one_aggregate_and_category() {
    calls.open("x", "Ada", "GOLD");
    calls.open("y", "Ada", "GOLD");
    calls.command(Event.to("POST /notes").body("{\"noteId\": \"x\", \"text\": \"a\"}")).as(201);
    calls.command(Event.to("POST /accounts/{id}/closure", "id", "x")).as(200);
    String cursor =
        calls
            .query(Event.to("GET /accounts/{id}/events", "id", "x").query(Map.of("limit", "1")))
            .cursor();
    Map<String, String> next = Map.of("cursor", cursor);

    assertThat(
            calls
                .query(Event.to("GET /accounts/{id}/events", "id", "x").query(next))
                .items("eventType"))
        .containsExactly("AccountClosed");
    calls.query(Event.to("GET /accounts/{id}/events", "id", "y").query(next)).as(400);
    calls.query(Event.to("GET /notes/{id}/events", "id", "x").query(next)).as(400);
    calls.query(Event.to("GET /accounts").query(next)).as(400);
  }

  @Test
  void answers_a_query_of_the_services_own() {
    calls.open("a1", "Ada", "GOLD");
    calls.open("a2", "Ada", "BASIC");
    calls
        .command(
            Event.to("POST /accounts/{id}/deposits", "id", "a2")
                .body("{\"coins\": [{\"cents\": 7, \"count\": 1}]}"))
        .as(200);
    calls.service.project();
    Event request = Event.to("GET /accounts/{accountId}/wealth", "accountId", "a1");

    assertThat(calls.query(request).as(200).body().toString())
        .isEqualTo("{\"owner\":\"Ada\",\"cents\":7,\"accounts\":2}");
    assertThat(
            calls
                .query("{\"queryType\": \"GetWealth\", \"accountId\": \"a2\"}")
                .as(200)
                .body()
                .path("cents")
                .asInt())
        .isEqualTo(7);
  }

  @Test
  void refuses_wrong_fields_of_a_query_of_the_services_own() {
    String route = "GET /accounts/{accountId}/wealth";

    Reply unknown = calls.query(Event.to(route, "accountId", "eve"));
    assertThat(unknown.as(404).problem()).isEqualTo("unknown-account");
    assertThat(unknown.field("title")).isEqualTo("There is no such account");
    assertThat(calls.query(Event.to(route, "accountId", "A!")).as(400).error("accountId"))
        .isEqualTo("must be 1 to 32 small letters and digits");
    assertThat(
            calls
                .query(Event.to(route, "accountId", "a1").query(Map.of("accountId", "a1")))
                .as(400)
                .field("detail"))
        .isEqualTo("The accountId stands in the path, not in the query.");
    assertThat(
            calls
                .query(Event.to(route, "accountId", "a1").query(Map.of("at", "now")))
                .as(400)
                .error("query"))
        .isEqualTo("takes no fields");
    assertThat(calls.query("{\"queryType\": \"GetWealth\"}").as(400).error("accountId"))
        .isEqualTo("is missing");
  }

  @Test
  void an_invoke_that_is_no_query_is_told_which_there_are() {
    assertThat(calls.query("{\"queryType\": \"Get\"}").as(400).field("error"))
        .isEqualTo(
            "The queryType is not known; there are GetAccount, ListByOwner, CountAccounts and"
                + " GetWealth.");
    assertThat(calls.query("[]").as(400).problem()).isEqualTo("malformed-request");
  }

  @Test
  void no_read_starts_after_the_deadline() {
    Instant past = calls.machine.clock().instant();
    calls.open("ada", "Ada", "GOLD");

    for (String query : new String[] {"GetAccount", "GetWealth"}) {
      assertThat(
              calls
                  .query("{\"queryType\": \"" + query + "\", \"accountId\": \"ada\"}", past)
                  .as(503)
                  .problem())
          .isEqualTo("unavailable");
    }
  }

  @Test
  void is_healthy_while_views_can_be_read() {
    assertThat(calls.query(Event.to("GET /health")).as(200).field("status")).isEqualTo("UP");
    assertThat(calls.query(Event.to("GET /health").query(Map.of("x", "1"))).as(400).error("query"))
        .isEqualTo("takes no fields");
    assertThat(calls.query(Event.to("GET /nothing")).as(404).problem()).isEqualTo("unknown-route");
  }
}
