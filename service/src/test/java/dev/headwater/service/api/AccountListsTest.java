package dev.headwater.service.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AccountListsTest {
  private final Calls calls = Calls.accounts();

  @BeforeEach
  void open() {
    for (String account : "a1 Ada GOLD, b1 Bob BASIC, a2 Ada BASIC, a3 Ada GOLD".split(", ", -1)) {
      String[] parts = account.split(" ", -1);
      calls.open(parts[0], parts[1], parts[2]);
      calls.machine.clock().advance(Duration.ofSeconds(1));
    }
    calls.command(Event.to("POST /accounts/{id}/closure", "id", "a2")).as(200);
    calls.service.project();
  }

  @Test
  void one_route_has_two_lists_told_apart_by_their_keys() {
    assertThat(list(Map.of())).containsExactly("a1", "b1", "a2", "a3");
    assertThat(list(Map.of("state", "OPEN"))).containsExactly("a1", "b1", "a3");
    assertThat(list(Map.of("owner", "Ada"))).containsExactly("a1", "a2", "a3");
    assertThat(list(Map.of("owner", "Ada", "order", "desc"))).containsExactly("a3", "a2", "a1");
    assertThat(list(Map.of("owner", "Eve"))).isEmpty();
  }

  @Test
  void the_key_may_be_in_the_path() {
    Event request = Event.to("GET /owners/{owner}/accounts", "owner", "Ada");

    assertThat(calls.query(request).items("accountId")).containsExactly("a1", "a2", "a3");
    assertThat(
            calls
                .query(
                    Event.to("GET /owners/{owner}/accounts", "owner", "Ada")
                        .query(Map.of("owner", "Bob")))
                .as(400)
                .error("query"))
        .isEqualTo("has an unknown field; there are after, cursor, limit, order");
    assertThat(
            calls
                .query(Event.to("GET /owners/{owner}/accounts", "owner", ""))
                .as(400)
                .error("owner"))
        .isEqualTo("must have 1 to 2037 bytes in UTF-8");
  }

  @Test
  void the_key_may_be_a_field_of_a_direct_invoke() {
    assertThat(
            calls.query("{\"queryType\": \"ListByOwner\", \"owner\": \"Bob\"}").items("accountId"))
        .containsExactly("b1");
    assertThat(calls.query("{\"queryType\": \"ListByOwner\"}").as(400).error("owner"))
        .isEqualTo("is missing");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "state=OPEN&owner=Ada | owner | does not go with state",
        "state=open | state | must be one of OPEN, CLOSED",
        "owner= | owner | must have 1 to 2037 bytes in UTF-8",
        "tier=GOLD | query | has an unknown field; there are after, cursor, limit, order, state",
        "order=up | order | must be asc or desc",
        "limit=101 | limit | must be a whole number from 1 to 100",
        "after=a1 | after | must be <accountId>@<version>",
        "after=A@1 | after | must be 1 to 32 small letters and digits",
      })
  void refuses_what_does_not_belong(String query, String field, String problem) {
    Reply reply = calls.query(Event.to("GET /accounts").query(fields(query)));

    assertThat(reply.as(400).error(field)).isEqualTo(problem);
  }

  @Test
  void pages_follow_each_other_and_their_cursors_belong_to_one_list() {
    Map<String, String> owned = Map.of("owner", "Ada", "limit", "2");
    Reply first = calls.query(Event.to("GET /accounts").query(owned));
    String cursor = first.cursor();

    assertThat(first.items("accountId")).containsExactly("a1", "a2");
    assertThat(list(Map.of("owner", "Ada", "cursor", cursor))).containsExactly("a3");
    for (Map<String, String> other :
        List.of(
            Map.of("owner", "Bob", "cursor", cursor),
            Map.of("owner", "Ada", "order", "desc", "cursor", cursor),
            Map.of("state", "OPEN", "cursor", cursor),
            Map.of("cursor", cursor))) {
      assertThat(calls.query(Event.to("GET /accounts").query(other)).as(400).field("detail"))
          .startsWith("The cursor is not one of this list");
    }
    assertThat(
            calls
                .query(
                    Event.to("GET /owners/{owner}/accounts", "owner", "Ada")
                        .query(Map.of("cursor", cursor)))
                .items("accountId"))
        .containsExactly("a3");
  }

  @Test
  void shows_the_callers_own_write_before_it_is_projected() {
    calls.command(Event.to("POST /accounts/{id}/closure", "id", "a1")).as(200);

    assertThat(list(Map.of("state", "OPEN"))).containsExactly("a1", "b1", "a3");
    assertThat(list(Map.of("state", "OPEN", "after", "a1@2"))).containsExactly("b1", "a3");
    assertThat(list(Map.of("state", "CLOSED", "after", "a1@2"))).containsExactly("a1", "a2");
  }

  private List<String> list(Map<String, String> query) {
    return calls.query(Event.to("GET /accounts").query(query)).items("accountId");
  }

  private static Map<String, String> fields(String query) {
    String[] parts = query.split("[=&]", -1);
    return parts.length == 2
        ? Map.of(parts[0], parts[1])
        : Map.of(parts[0], parts[1], parts[2], parts[3]);
  }
}
