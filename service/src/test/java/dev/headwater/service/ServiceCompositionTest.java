package dev.headwater.service;

import static dev.headwater.service.Route.get;
import static dev.headwater.service.Route.post;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.headwater.service.accounts.AccountCommand.AccountId;
import dev.headwater.service.accounts.AccountCommand.CloseAccount;
import dev.headwater.service.accounts.AccountView;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ServiceCompositionTest {
  private static final Route ACCOUNTS = get("/accounts");

  @Test
  void lists_its_routes() {
    assertThat(Described.service().routes())
        .extracting(use -> use.route().key())
        .containsExactly(
            "POST /accounts",
            "POST /accounts/{id}/deposits",
            "POST /accounts/{id}/closure",
            "GET /accounts/{id}");
  }

  @Test
  void refuses_two_aggregates_of_a_category() {
    refused(
        () -> Described.service().aggregate(Described.account()),
        "There are two aggregates of the category ACCOUNT: rename one");
  }

  @Test
  void refuses_a_view_of_an_aggregate_that_it_does_not_have() {
    refused(
        () -> Service.of("accounts").view(Described.listed()),
        "The view account-view is of the aggregate ACCOUNT, and the service has not added it");
  }

  @Test
  void refuses_routes_that_no_request_can_tell_apart() {
    refused(
        () -> {
          var account =
              Described.almost().takes(CloseAccount.class, post("/accounts/{id}/deposits"));
          Service.of("accounts").aggregate(account);
        },
        "The routes POST /accounts/{id}/deposits and POST /accounts/{id}/deposits are alike");
    refused(
        () ->
            Described.service()
                .query(
                    "Other",
                    get("/accounts/{accountId}"),
                    ById.class,
                    ById.class,
                    ServiceCompositionTest::unanswered),
        "The routes GET /accounts/{id} and GET /accounts/{accountId} are alike");
  }

  @Test
  void a_list_and_a_search_share_a_route() {
    var account = Described.account();
    var view =
        Described.view(account)
            .listedBy("list", "state", "opened")
            .searchedIn("account-search", "accounts")
            .searchedBy("owner")
            .list("state", get("/accounts"))
            .search("owner", get("/accounts"));

    assertThat(Service.of("accounts").aggregate(account).view(view).routes()).hasSize(5);
  }

  @Test
  void refuses_lists_and_searches_that_no_field_tells_apart() {
    var account = Described.account();
    var view =
        Described.view(account)
            .listedBy("list", "state", "opened")
            .listedBy("owner", "owner", "opened")
            .searchedIn("account-search", "accounts")
            .searchedBy("owner")
            .list("state", get("/accounts"));
    Service service = Service.of("accounts").aggregate(account);
    String sentence = "The routes GET /accounts and GET /accounts are alike";

    refused(() -> service.view(view.list("state", get("/accounts"))), sentence);
    refused(
        () -> service.view(view.search("owner", get("/accounts")).list("owner", get("/accounts"))),
        sentence);
  }

  @Test
  void refuses_lists_of_two_views_on_one_route() {
    var account = Described.account();
    Service service =
        Service.of("accounts")
            .aggregate(account)
            .view(
                Described.view(account)
                    .listedBy("list", "state", "opened")
                    .list("state", ACCOUNTS));

    refused(
        () ->
            service.view(
                View.of("other-view", account, AccountView.class, new AccountView.Fold())
                    .listedBy("list", "owner", "opened")
                    .list("owner", ACCOUNTS)),
        "The routes GET /accounts and GET /accounts are alike");
  }

  @Test
  void refuses_the_route_of_health() {
    refused(
        () ->
            Described.service()
                .query(
                    "Health",
                    get("/health"),
                    Empty.class,
                    ById.class,
                    ServiceCompositionTest::unanswered),
        "The route GET /health is every service's own: use another path");
  }

  @Test
  void refuses_two_queries_of_a_name() {
    refused(
        () ->
            Described.service()
                .query("A", get("/a"), Empty.class, ById.class, ServiceCompositionTest::unanswered)
                .query("A", get("/b"), Empty.class, ById.class, ServiceCompositionTest::unanswered),
        "There are two queries called A: rename one");
  }

  @Test
  void refuses_a_parameter_that_the_query_does_not_have() {
    refused(
        () ->
            Described.service()
                .query(
                    "A",
                    get("/owners/{owner}"),
                    ById.class,
                    ById.class,
                    ServiceCompositionTest::unanswered),
        "The route GET /owners/{owner} has the parameter {owner}, which ById does not have;"
            + " there are [accountId]");
  }

  @ParameterizedTest
  @ValueSource(classes = {Listed.class, Mapped.class, Nested.class, OneOf.class})
  void refuses_a_query_that_no_path_or_query_string_can_hold(Class<?> query) {
    refused(
        () -> asking(query),
        query.getSimpleName()
            + ".field can only be sent by direct invoke, since a path and a query string hold"
            + " single values: make it text, a number or the like, or mark it @Nullable");
  }

  @Test
  void only_an_optional_component_of_a_query_may_be_left_to_direct_invokes() {
    assertThat(asking(Optional.class).queries()).hasSize(1);
  }

  private static Service asking(Class<?> query) {
    return Service.of("accounts")
        .query("A", get("/a"), query, ById.class, ServiceCompositionTest::unanswered);
  }

  @ParameterizedTest
  @ValueSource(strings = {"accounts", "/accounts/", "/a b", "/{}", "/a{b}", ""})
  void refuses_a_path_that_is_none(String path) {
    refused(() -> get(path), "must look like /orders/{id}/lines");
  }

  @Test
  void refuses_a_parameter_twice() {
    refused(() -> get("/a/{id}/b/{id}"), "has a parameter twice");
  }

  private static Answer<ById> unanswered(Object query, Reads reads) {
    return Answer.refused("none", Refusal.conflict("None"));
  }

  private static void refused(ThrowingCallable description, String sentence) {
    assertThatThrownBy(description)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(sentence);
  }

  record ById(AccountId accountId) {}

  record Empty() {}

  record Listed(List<String> field) {}

  record Mapped(Map<String, Integer> field) {}

  record Nested(Period field) {}

  record Period(Instant from, Instant to) {}

  record OneOf(Choice field) {}

  sealed interface Choice {
    record Any() implements Choice {}
  }

  record Optional(@Nullable List<String> names, @Nullable Period period) {}
}
