package dev.headwater.service.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headwater.service.Aggregate;
import dev.headwater.service.Service;
import dev.headwater.service.accounts.Accounts;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class UnusualDescriptionsTest {
  private final Calls calls = new Calls(Parcels.describe());

  @Test
  void the_location_of_what_was_created_is_its_look_up() {
    assertThat(sent("p 1", "Bonn", "A", "x", "y").as(201).header("location"))
        .isEqualTo("/parcels/p%201");
    assertThat(calls.query(Event.to("GET /parcels/{id}", "id", "p 1")).as(200).field("city"))
        .isEqualTo("BONN");
  }

  @Test
  void without_a_look_up_there_is_no_location() {
    Reply reply =
        Calls.accounts().command(Event.to("POST /notes").body("{\"text\": \"hello\"}")).as(201);

    assertThat(reply.headers().has("location")).isFalse();
    assertThat(reply.header("etag")).isEqualTo("\"1\"");
  }

  @ParameterizedTest
  @ValueSource(strings = {"count", "Count", "COUNT"})
  void an_id_that_would_hide_behind_a_route_is_reserved_in_any_spelling(String id) {
    assertThat(sent(id, "Bonn", "A", "x", "y").as(400).error("parcelId"))
        .isEqualTo("must not be 'count': GET /parcels/count counts parcels");
  }

  @Test
  void a_route_of_another_method_hides_nothing() {
    Service accounts = new Accounts().describe();
    Aggregate<?, ?, ?, ?> account = accounts.aggregates().getFirst();

    assertThat(new Naming(accounts).reservedIds(account)).containsOnlyKeys("search");
    assertThat(new Naming(accounts).reservedIds(accounts.aggregates().getLast())).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "'', must have 1 to 512 bytes in UTF-8",
    "#1, must not begin with #",
    "'a\\u0000b', 'must not contain control characters or noncharacters, such as U+FFFF'",
    "'\\ud800', 'must not contain control characters or noncharacters, such as U+FFFF'",
  })
  void an_id_that_no_stream_can_have_is_a_wrong_field(String id, String problem) {
    assertThat(sent(id, "Bonn", "A", "x", "y").as(400).error("parcelId")).isEqualTo(problem);
  }

  @Test
  void such_an_id_is_refused_by_look_ups_and_commands_too() {
    String tooLong = "x".repeat(513);

    assertThat(calls.query(Event.to("GET /parcels/{id}", "id", tooLong)).as(400).error("parcelId"))
        .isEqualTo("must have 1 to 512 bytes in UTF-8");
    assertThat(calls.command(loss("#1", "7")).as(400).error("parcelId"))
        .isEqualTo("must not begin with #");
  }

  @Test
  void a_caller_whom_the_rules_do_not_allow_is_told_so() {
    sent("p1", "Bonn", "A", "x", "y").as(201);

    Reply refused = calls.command(loss("p1", "7").as("customer-7"));

    assertThat(refused.as(403).problem()).isEqualTo("unfit-caller");
    assertThat(refused.field("detail"))
        .isEqualTo("The subject of the access token must begin with clerk-.");
    calls.command(loss("p1", "7").as("clerk-1")).as(200);
  }

  @Test
  void a_list_is_read_by_the_normal_form_of_its_key() {
    sent("p1", "Bonn", "A", "x", "y").as(201);

    assertThat(list("/parcels", Map.of("city", " bonn "))).containsExactly("p1");
    assertThat(
            calls.query(Event.to("GET /parcels").query(Map.of("city", " "))).as(400).error("city"))
        .isEqualTo("must not be blank");
  }

  @Test
  void a_view_whose_key_is_empty_is_in_no_list_but_stored() {
    calls.command(sending("p1", "Bonn", "A", "x", "y", "")).as(201);
    calls.service.project();

    assertThat(calls.query(Event.to("GET /parcels/{id}", "id", "p1")).as(200).field("city"))
        .isEqualTo("BONN");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/parcels", "/found"})
  void several_searches_share_a_route(String path) {
    sent("p1", "Bonn", "Abbey Road", "x", "y").as(201);

    assertThat(list(path, Map.of("street", "abbey*"))).containsExactly("p1");
    assertThat(list(path, Map.of("sender", "eve"))).containsExactly("p1");
    assertThat(list(path, Map.of("sender", "abbey*"))).isEmpty();
    assertThat(
            calls
                .query(Event.to("GET " + path).query(Map.of("sender", "e*", "street", "a*")))
                .as(400)
                .error("sender"))
        .isEqualTo("does not go with street");
  }

  @Test
  void cursors_of_two_searches_and_of_two_views_are_not_confused() {
    sent("p1", "Eve", "A", "x", "y").as(201);
    sent("p2", "Eve", "A", "x", "y").as(201);
    String byStreet = cursor("/parcels", Map.of("street", "*", "limit", "1"));
    String bySender = cursor("/by-sender", Map.of("sender", "eve", "limit", "1"));
    String byCity = cursor("/parcels", Map.of("city", "Eve", "limit", "1"));
    String archived = cursor("/archive", Map.of("city", "Eve", "limit", "1"));

    assertThat(list("/found", Map.of("street", "*", "cursor", byStreet))).containsExactly("p2");
    assertThat(list("/archive", Map.of("city", "Eve", "cursor", archived))).containsExactly("p2");
    foreign("/found", Map.of("sender", "*", "cursor", byStreet));
    foreign("/archive", Map.of("city", "Eve", "cursor", bySender));
    foreign("/archive", Map.of("city", "Eve", "cursor", byCity));
    foreign("/by-sender", Map.of("sender", "EVE", "cursor", archived));
    foreign("/parcels", Map.of("city", "Eve", "cursor", archived));
  }

  @Test
  void cursors_of_two_filters_are_not_confused_whatever_their_values_contain() {
    sent("p1", "Bonn", "A", "x", "y,z=1").as(201);
    sent("p2", "Bonn", "A", "x", "y,z=1").as(201);
    sent("p3", "Bonn", "A", "x,seal=y", "z=1").as(201);
    String cursor = cursor("/found", Map.of("street", "*", "mark", "x", "limit", "1"));

    foreign("/found", Map.of("street", "*", "mark", "x,seal=", "cursor", cursor));
    foreign("/found", Map.of("street", "*", "mark", "x/asc", "cursor", cursor));
    foreign("/found", Map.of("street", "*", "mark", "x\n", "cursor", cursor));
    assertThat(list("/found", Map.of("street", "*", "mark", "x", "cursor", cursor)))
        .containsExactly("p2");
  }

  @Test
  void an_own_query_reads_lists_and_passes_their_places_on() {
    sent("p1", "Bonn", "A", "x", "y").as(201);
    sent("p2", "Bonn", "B", "x", "y").as(201);

    Reply first = byCity("bonn", Map.of("limit", "1"));

    assertThat(first.as(200).body().path("parcels").asInt()).isEqualTo(1);
    Reply second = byCity("bonn", Map.of("limit", "1", "after", first.field("next")));
    assertThat(second.as(200).body().toString()).isEqualTo("{\"parcels\":1}");
    Reply none = byCity("Cologne", Map.of("limit", "1"));
    assertThat(none.as(404).problem()).isEqualTo("no-parcels");
    assertThat(none.field("detail")).isEqualTo("There is no such thing.");
    assertThat(byCity(" ", Map.of("limit", "1")).as(404).problem()).isEqualTo("no-parcels");
    assertThat(byCity("x".repeat(3000), Map.of("limit", "1")).as(404).problem())
        .isEqualTo("no-parcels");
  }

  @Test
  void an_own_query_refuses_wrong_numbers_and_places() {
    Reply reply = byCity("Bonn", Map.of("limit", "many"));

    assertThat(reply.as(400).error("limit")).isEqualTo("must be a whole number");
    assertThat(byCity("Bonn", Map.of("limit", "1", "after", "")).as(400).problem())
        .isEqualTo("malformed-request");
    assertThat(byCity("Bonn", Map.of("limit", "1", "x", "1")).as(400).error("query"))
        .isEqualTo("has an unknown field; there are after, limit");
  }

  @Test
  void an_own_query_reads_the_log_only_before_the_deadline() {
    sent("p1", "Bonn", "A", "x", "y").as(201);
    String request = Event.to("GET /logs/{id}", "id", "p1").toString();

    assertThat(calls.query(request).as(200).body().path("commits").asInt()).isEqualTo(1);
    Instant now = calls.machine.clock().instant();
    assertThat(calls.query(request, now).as(503).problem()).isEqualTo("unavailable");
  }

  @Test
  void a_service_without_views_answers_commands_and_unknown_queries() {
    Calls bare = new Calls(Service.of("parcels").aggregate(Parcels.aggregate()));

    assertThat(bare.command(sending("p1", "Bonn", "A", "x", "y", "eve")).as(201).field("parcelId"))
        .isEqualTo("p1");
    assertThat(bare.query("{\"queryType\": \"Any\"}").as(400).field("error"))
        .isEqualTo("The service answers no queries by direct invoke.");
    assertThat(bare.query(Event.to("GET /health")).as(404).problem()).isEqualTo("unknown-route");
    bare.service.project();
  }

  @Test
  void a_service_without_routes_takes_and_answers_invokes() {
    Calls invoked = new Calls(Parcels.describeInvokes());
    String send =
        """
        {"commandType": "Send", "payload":
          {"parcelId": "p1", "city": "Bonn", "street": "A", "sender": "eve", "mark": "x"}}\
        """;
    String lose =
        """
        {"commandType": "Lose", "payload": {"parcelId": "p1", "shelf": 7, "sure": true}}\
        """;

    assertThat(invoked.command(send).as(200).body().path("version").asInt()).isEqualTo(1);
    assertThat(invoked.command(lose).as(200).body().path("version").asInt()).isEqualTo(2);
    invoked.service.project();
    assertThat(
            invoked
                .query("{\"queryType\": \"GetParcel\", \"parcelId\": \"p1\"}")
                .as(200)
                .field("seal"))
        .matches("[0-9a-f]{32}");
    assertThat(invoked.command(sending("p2", "Bonn", "A", "x", "y", "eve")).as(404).problem())
        .isEqualTo("unknown-route");
  }

  @Test
  void a_path_holds_numbers_as_text_and_a_body_does_not() {
    sent("p1", "Bonn", "A", "x", "y").as(201);

    assertThat(calls.command(loss("p1", "x")).as(400).error("shelf"))
        .isEqualTo("must be a whole number");
    assertThat(calls.command(loss("p1", "7").body("{\"sure\": \"true\"}")).as(400).error("sure"))
        .isEqualTo("must be true or false");
    assertThat(calls.command(loss("p1", "7")).as(200).body().path("version").asInt()).isEqualTo(2);
  }

  private static Event loss(String id, String shelf) {
    return Event.to("POST /parcels/{id}/loss/{shelf}", "id", id)
        .path("shelf", shelf)
        .body("{\"sure\": true}");
  }

  private Reply byCity(String city, Map<String, String> query) {
    return calls.query(Event.to("GET /cities/{city}", "city", city).query(query));
  }

  private void foreign(String path, Map<String, String> query) {
    assertThat(calls.query(Event.to("GET " + path).query(query)).as(400).field("detail"))
        .startsWith("The cursor is not one of this list");
  }

  private String cursor(String path, Map<String, String> query) {
    return calls.query(Event.to("GET " + path).query(query)).cursor();
  }

  private List<String> list(String path, Map<String, String> query) {
    return calls.query(Event.to("GET " + path).query(query)).items("parcelId");
  }

  private Reply sent(String id, String city, String street, String mark, String seal) {
    Reply reply = calls.command(sending(id, city, street, mark, seal, "eve"));
    calls.service.project();
    return reply;
  }

  private static Event sending(
      String id, String city, String street, String mark, String seal, String sender) {
    return Event.to("POST /senders/{sender}/parcels", "sender", sender)
        .body(
            """
            {"parcelId": "%s", "city": "%s", "street": "%s", "mark": "%s", "seal": "%s"}\
            """
                .formatted(id, city, street, mark, seal));
  }
}
