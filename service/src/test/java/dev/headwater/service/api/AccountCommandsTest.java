package dev.headwater.service.api;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AccountCommandsTest {
  private final Calls calls = Calls.accounts();

  @Test
  void creates_over_http_and_says_where_to_look() {
    Reply reply = calls.command(opening("ada"));

    assertThat(reply.as(201).header("location")).isEqualTo("/accounts/ada");
    assertThat(reply.header("etag")).isEqualTo("\"1\"");
    assertThat(reply.body().toString()).isEqualTo("{\"accountId\":\"ada\",\"version\":1}");
  }

  @Test
  void binds_nested_forms_and_reports_everything_that_is_wrong_with_them() {
    calls.command(opening("ada")).as(201);

    Reply deposited =
        calls.command(
            deposit("{\"coins\": [{\"cents\": 5, \"count\": 2}, {\"cents\": 1, \"count\": 1}]}"));
    Reply wrong =
        calls.command(
            deposit(
                """
                {"coins": [{"cents": "5", "count": 2}, {"cents": 1, "weight": 1}, null],
                 "note": 7, "by": "ada"}\
                """));

    assertThat(deposited.as(200).body().toString())
        .isEqualTo("{\"accountId\":\"ada\",\"version\":2}");
    assertThat(wrong.as(400).body().path("errors").toString())
        .isEqualTo(
            "{\"coins[0].cents\":\"must be a whole number\",\"coins[1].count\":\"is missing\","
                + "\"coins[1]\":\"has an unknown field; there are cents, count\","
                + "\"coins[2]\":\"is missing\",\"note\":\"must be a string\","
                + "\"body\":\"has an unknown field; there are coins, note\"}");
  }

  @Test
  void reports_the_rules_of_value_types_and_of_records() {
    Reply reply =
        calls.command(
            Event.to("POST /accounts")
                .body(
                    """
                    {"accountId": "A", "owner": " ", "tier": "gold",
                     "limits": {"daily": 9, "monthly": 1}}\
                    """));

    assertThat(reply.as(400).problem()).isEqualTo("invalid-fields");
    assertThat(reply.error("accountId")).isEqualTo("must be 1 to 32 small letters and digits");
    assertThat(reply.error("owner")).isEqualTo("must not be blank");
    assertThat(reply.error("tier")).isEqualTo("must be one of BASIC, GOLD");
    assertThat(reply.error("limits")).isEqualTo("must not be lower for a month than for a day");
  }

  @Test
  void answers_refusals_with_the_reasons_name_and_its_values() {
    calls.command(opening("ada")).as(201);
    calls.command(deposit("{\"coins\": [{\"cents\": 5, \"count\": 1}]}")).as(200);

    assertThat(calls.command(opening("ada")).as(409).problem()).isEqualTo("open-already");
    Reply notEmpty = calls.command(Event.to("POST /accounts/{id}/closure", "id", "ada"));
    assertThat(notEmpty.as(409).problem()).isEqualTo("not-empty");
    assertThat(notEmpty.field("title")).isEqualTo("The account is not empty");
    assertThat(notEmpty.field("detail")).isEqualTo("It holds 5 cents.");
    Reply unknown = calls.command(Event.to("POST /accounts/{id}/closure", "id", "bob"));
    assertThat(unknown.as(404).problem()).isEqualTo("unknown-account");
    assertThat(unknown.field("detail")).isEqualTo("There is no such account.");
  }

  @Test
  void an_expected_version_is_checked() {
    calls.command(opening("ada")).as(201);

    Reply stale =
        calls.command(
            Event.to("POST /accounts/{id}/closure", "id", "ada").header("If-Match", "\"7\""));

    assertThat(stale.as(412).problem()).isEqualTo("stale-version");
    assertThat(stale.body().path("actualVersion").asInt()).isEqualTo(1);
    assertThat(
            calls
                .command(
                    Event.to("POST /accounts/{id}/closure", "id", "bob")
                        .header("If-Match", "\"7\""))
                .as(404)
                .problem())
        .isEqualTo("unknown-account");
  }

  @Test
  void a_path_parameter_must_not_be_in_the_body_too() {
    Reply reply =
        calls.command(
            Event.to("POST /accounts/{id}/deposits", "id", "ada")
                .body("{\"accountId\": \"ada\", \"coins\": []}"));

    assertThat(reply.as(400).problem()).isEqualTo("malformed-request");
    assertThat(reply.field("detail"))
        .isEqualTo("The accountId stands in the path, not in the body.");
  }

  @Test
  void what_the_service_fills_in_cannot_be_sent() {
    Reply reply =
        calls.command(
            Event.to("POST /accounts/{id}/closure", "id", "ada")
                .body("{\"at\": \"2026-01-01T00:00:00Z\", \"by\": \"eve\", \"receipt\": \"r\"}"));

    assertThat(reply.as(400).error("body")).isEqualTo("takes no fields");
  }

  @Test
  void takes_direct_invokes_also_of_commands_without_a_route() {
    assertThat(
            calls
                .command(
                    """
                    {"commandType": "OpenAccount", "aggregateId": "ada", "commandId": "c1",
                     "payload": {"owner": "Ada", "tier": "GOLD"}}\
                    """)
                .as(200)
                .body()
                .toString())
        .isEqualTo("{\"success\":true,\"accountId\":\"ada\",\"version\":1}");
    assertThat(
            calls
                .command(
                    """
                    {"commandType": "Audit", "payload": {"accountId": "ada", "finding": "none"}}\
                    """)
                .as(200)
                .body()
                .path("version")
                .asInt())
        .isEqualTo(1);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"commandType\": \"Open\", \"payload\": {}} | there are OpenAccount, Deposit,"
            + " CloseAccount, Audit and WriteNote.",
        "{\"commandType\": \"Audit\"} | A command reads {\"commandType\": \"…\", \"payload\"",
        "{\"commandType\": \"Audit\", \"payload\": {}, \"x\": 1} | A command reads",
        "[] | A command reads",
      })
  void refuses_invokes_that_are_no_command(String request, String detail) {
    Reply reply = calls.command(request);

    assertThat(reply.as(400).problem()).isEqualTo("malformed-request");
    assertThat(reply.field("error")).contains(detail);
  }

  @Test
  void refuses_an_invoke_that_names_two_aggregates() {
    Reply reply =
        calls.command(
            """
            {"commandType": "Audit", "aggregateId": "ada", "commandId": "a b",
             "payload": {"accountId": "bob", "finding": "none"}}\
            """);

    assertThat(reply.as(400).error("aggregateId")).isEqualTo("is not the payload's accountId");
    assertThat(reply.error("commandId")).startsWith("must be 1 to");
  }

  @Test
  void a_route_that_is_not_a_commands_is_unknown() {
    assertThat(calls.command(Event.to("GET /accounts/{id}", "id", "ada")).as(404).problem())
        .isEqualTo("unknown-route");
    assertThat(calls.query(Event.to("POST /accounts")).as(404).problem())
        .isEqualTo("unknown-route");
  }

  static Event opening(String id) {
    return Event.to("POST /accounts")
        .body("{\"accountId\": \"%s\", \"owner\": \"Ada\", \"tier\": \"GOLD\"}".formatted(id));
  }

  private static Event deposit(String body) {
    return Event.to("POST /accounts/{id}/deposits", "id", "ada").body(body);
  }
}
