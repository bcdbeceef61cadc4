package dev.headwater.service.facts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.headwater.service.Service;
import dev.headwater.service.Settings;
import dev.headwater.service.accounts.Accounts;
import dev.headwater.service.facts.ViewFacts.ListFacts;
import dev.headwater.service.facts.ViewFacts.SearchFacts;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

class ServiceFactsTest {
  private static final ServiceFacts FACTS =
      ServiceFacts.of(new Accounts().describe(), new Settings(Map.of()));

  private static JsonNode json(String text) {
    return JsonMapper.shared().readTree(text);
  }

  @Test
  void survive_json() {
    JsonNode written = json(FACTS.json().toString());

    assertThat(ServiceFacts.read(written)).isEqualTo(FACTS);
    assertThat(written.toString()).doesNotContain(":null");
  }

  @Test
  void of_an_aggregate() {
    AggregateFacts account = FACTS.aggregates().getFirst();

    assertThat(FACTS.name()).isEqualTo("accounts");
    assertThat(account.category()).isEqualTo("ACCOUNT");
    assertThat(account.idType()).isEqualTo("AccountId");
    assertThat(account.idField()).isEqualTo("accountId");
    assertThat(account.stateType()).isEqualTo("Account");
    assertThat(account.stateFingerprint()).matches("[0-9a-f]{16}");
    assertThat(account.history()).isEqualTo("GET /accounts/{id}/events");
    assertThat(account.events())
        .containsExactly(
            new EventFacts("AccountOpened", 1, "AccountOpened 1 {owner!: text, tier: text}"),
            new EventFacts("Deposited", 1, "Deposited 1 {cents: whole number}"),
            new EventFacts(
                "AccountClosed", 1, "AccountClosed 1 {at: time, by?: text, receipt: text}"));
    assertThat(FACTS.makesClaims()).isFalse();
  }

  @Test
  void of_commands() {
    assertThat(FACTS.aggregates().getFirst().commands())
        .contains(
            new CommandFacts(
                "Deposit",
                false,
                "POST /accounts/{id}/deposits",
                List.of(
                    new FieldFacts("accountId", "text", false, false),
                    new FieldFacts(
                        "coins", "[{cents: whole number, count: whole number}]", false, false),
                    new FieldFacts("note", "text", true, false))),
            // a request does not send what the service fills in
            new CommandFacts(
                "CloseAccount",
                false,
                "POST /accounts/{id}/closure",
                List.of(new FieldFacts("accountId", "text", false, false))))
        .anyMatch(command -> command.creates() && command.name().equals("OpenAccount"))
        .anyMatch(command -> command.route() == null && command.name().equals("Audit"));
  }

  @Test
  void of_a_view() {
    ViewFacts view = FACTS.views().getFirst();

    assertThat(view.name()).isEqualTo("account-view");
    assertThat(view.aggregate()).isEqualTo("ACCOUNT");
    assertThat(view.fingerprint()).matches("[0-9a-f]{16}");
    assertThat(view.tableVariable()).isEqualTo("READ_MODEL_TABLE_ACCOUNT_VIEW");
    assertThat(view.key()).isEqualTo("accountId");
    assertThat(view.fields())
        .contains(
            new FieldFacts("cents", "whole number", false, false),
            new FieldFacts("closedBy", "text", true, false));
    assertThat(view.lists())
        .containsExactly(
            new ListFacts("list", "state", "opened", "by-list", "listShard", "listSort"),
            new ListFacts("owner", "owner", "opened", "by-owner", "ownerShard", "ownerSort"));
    assertThat(view.search())
        .isEqualTo(
            new SearchFacts(
                "account-search", "accounts", List.of("owner"), List.of("state", "tier")));
  }

  @ParameterizedTest
  @CsvSource({
    "look-up,,GET /accounts/{id},account-view,accountId",
    "look-up,GetAccount,,account-view,accountId",
    "list,,GET /owners/{owner}/accounts,account-view,owner",
    "list,ListByOwner,,account-view,owner",
    "search,,GET /accounts/search,account-view,owner",
    "count,CountAccounts,,account-view,",
    "own,GetWealth,GET /accounts/{accountId}/wealth,,accountId"
  })
  void of_queries(String kind, String name, String route, String view, String field) {
    assertThat(FACTS.queries())
        .contains(
            new QueryFacts(
                kind,
                name,
                route,
                view,
                field == null ? List.of() : List.of(new FieldFacts(field, "text", false, false))));
  }

  @Test
  void of_routes() {
    assertThat(FACTS.routes())
        .contains(
            new RouteFacts("POST", "/accounts", "command", false, List.of("takes OpenAccount")),
            new RouteFacts("GET", "/accounts", "query", false, List.of("lists")),
            new RouteFacts(
                "GET", "/health", "query", true, List.of("says whether views can be read")))
        .doesNotHaveDuplicates();
    assertThat(FACTS.routes()).extracting(RouteFacts::key).doesNotHaveDuplicates();
  }

  @Test
  void a_service_without_views_answers_no_health() {
    Service service =
        Service.of("accounts").aggregate(new Accounts().describe().aggregates().getFirst());

    assertThat(ServiceFacts.of(service, new Settings(Map.of())).routes())
        .extracting(RouteFacts::path)
        .doesNotContain("/health");
  }

  @Test
  void of_another_version_are_read_as_far_as_they_are_known() {
    ObjectNode more = (ObjectNode) FACTS.json();
    more.put("colour", "blue").putObject("shape").put("corners", 3);
    ((ObjectNode) more.at("/views/0")).put("ttl", 7);
    assertThat(ServiceFacts.read(more)).isEqualTo(FACTS);

    ServiceFacts fewer =
        ServiceFacts.read(
            json(
                """
                {"name": "notes", "aggregates": [{"category": "NOTE"}],
                 "views": [{"name": "note-view", "lists": null}], "routes": [{"method": "GET"}]}\
                """));
    assertThat(fewer.queries()).isEmpty();
    assertThat(fewer.aggregates()).singleElement().matches(note -> note.commands().isEmpty());
    assertThat(fewer.views()).singleElement().matches(view -> view.lists().isEmpty());
    assertThat(fewer.routes()).singleElement().matches(route -> !route.open());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"views\": [{\"lists\": 3}]} | These are no facts of a service, see views.0.lists",
        "\"secret\" | These are no facts of a service",
        "[] | These are no facts of a service"
      })
  void anything_else_is_refused(String other, String message) {
    assertThatThrownBy(() -> ServiceFacts.read(json(other)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(message);
  }
}
