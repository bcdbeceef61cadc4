package dev.headwater.service.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class AccountSearchesTest {
  private final Calls calls = Calls.accounts();

  @BeforeEach
  void open() {
    calls.open("a1", "Ada", "GOLD");
    calls.open("a2", "adam", "BASIC");
    calls.open("b1", "Bob", "GOLD");
    calls.command(Event.to("POST /accounts/{id}/closure", "id", "a1")).as(200);
    calls.service.project();
  }

  @Test
  void matches_patterns_and_any_of_its_filters() {
    assertThat(search(Map.of("owner", "AD*"))).containsExactly("a1", "a2");
    assertThat(search(Map.of("owner", "*", "tier", "GOLD"))).containsExactly("a1", "b1");
    assertThat(search(Map.of("owner", "*", "tier", "GOLD", "state", "OPEN"))).containsExactly("b1");
    assertThat(search(Map.of("owner", "*", "state", "CLOSED", "tier", "BASIC"))).isEmpty();
  }

  @Test
  void refuses_what_does_not_belong() {
    Reply reply =
        calls.query(
            Event.to("GET /accounts/search")
                .query(Map.of("tier", "gold", "order", "asc", "accountId", "a1")));

    assertThat(reply.as(400).error("owner")).isEqualTo("is missing");
    assertThat(reply.error("tier")).isEqualTo("must be one of BASIC, GOLD");
    assertThat(reply.error("order"))
        .isEqualTo("does not go with owner: what is found is sorted by owner");
    assertThat(reply.error("query"))
        .isEqualTo("has an unknown field; there are after, cursor, limit, owner, state, tier");
  }

  @Test
  void a_cursor_belongs_to_one_pattern_and_its_filters() {
    String cursor =
        calls
            .query(
                Event.to("GET /accounts/search")
                    .query(Map.of("owner", "*", "tier", "GOLD", "limit", "1")))
            .cursor();

    assertThat(search(Map.of("owner", "*", "tier", "GOLD", "cursor", cursor)))
        .containsExactly("b1");
    for (Map<String, String> other :
        List.of(
            Map.of("owner", "*", "tier", "BASIC", "cursor", cursor),
            Map.of("owner", "*", "cursor", cursor),
            Map.of("owner", "*b", "tier", "GOLD", "cursor", cursor),
            Map.of("owner", "*", "tier", "GOLD", "state", "OPEN", "cursor", cursor))) {
      assertThat(calls.query(Event.to("GET /accounts/search").query(other)).as(400).field("detail"))
          .startsWith("The cursor is not one of this list");
    }
  }

  @Test
  void counts_with_the_same_filters() {
    assertThat(count("")).isEqualTo(3);
    assertThat(count(", \"tier\": \"GOLD\"")).isEqualTo(2);
    assertThat(count(", \"tier\": \"GOLD\", \"state\": \"CLOSED\"")).isEqualTo(1);
    assertThat(
            calls
                .query("{\"queryType\": \"CountAccounts\", \"owner\": \"Ada\"}")
                .as(400)
                .error("query"))
        .isEqualTo("has an unknown field; there are queryType, state, tier");
  }

  @Test
  void search_can_be_switched_off() {
    Reply search =
        calls.unsearched(Event.to("GET /accounts/search").query(Map.of("owner", "*")).toString());

    assertThat(search.as(501).problem()).isEqualTo("search-off");
    assertThat(calls.unsearched("{\"queryType\": \"CountAccounts\"}").as(501).problem())
        .isEqualTo("search-off");
    assertThat(
            calls
                .unsearched(Event.to("GET /accounts").query(Map.of("owner", "Bob")).toString())
                .items("accountId"))
        .containsExactly("b1");
  }

  private int count(String filters) {
    return calls
        .query("{\"queryType\": \"CountAccounts\"" + filters + "}")
        .as(200)
        .body()
        .path("count")
        .asInt();
  }

  private List<String> search(Map<String, String> query) {
    return calls.query(Event.to("GET /accounts/search").query(query)).items("accountId");
  }
}
