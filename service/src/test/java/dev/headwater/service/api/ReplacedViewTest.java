package dev.headwater.service.api;

import static dev.headwater.service.Route.get;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.headwater.service.Aggregate;
import dev.headwater.service.Service;
import dev.headwater.service.Settings;
import dev.headwater.service.View;
import dev.headwater.service.accounts.AccountEvent;
import dev.headwater.service.accounts.AccountView;
import dev.headwater.service.accounts.Accounts;
import dev.headwater.service.facts.ServiceFacts;
import dev.headwater.service.facts.ViewFacts.ReplacedFacts;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A view beside the one that it is to replace. */
class ReplacedViewTest {
  private static final Service ACCOUNTS = new Accounts().describe();
  private static final View<AccountView, AccountEvent> OLD = old();

  /** Lists by owner are sorted by tier, and one query is new. */
  private static final View<AccountView, AccountEvent> NEXT =
      next()
          .replaces(OLD)
          .listedBy("owner", "owner", "tier")
          .lookUp(get("/accounts/{id}"))
          .list("owner", get("/owners/{owner}/accounts"))
          .list("ListByOwner", "owner")
          .list("ListByTier", "owner");

  @Test
  void the_old_one_is_queried_until_the_other_is_chosen() {
    Calls old = calls("account-view");
    Calls next = calls("account-next");

    assertThat(openedByAda(old)).containsExactly("gold", "basic");
    assertThat(openedByAda(next)).containsExactly("basic", "gold");
    old.query(Event.to("GET /health")).as(200);
    next.query(Event.to("GET /health")).as(200);
  }

  @Test
  void what_only_the_other_one_answers_is_unknown() {
    String byTier =
        """
        {"queryType": "ListByTier", "owner": "Ada"}\
        """;

    calls("account-next").query(byTier).as(200);
    calls("account-view").query(byTier).as(400);
    calls("account-next")
        .query(Event.to("GET /accounts/search").query(Map.of("owner", "A*")))
        .as(404);
    calls("account-view")
        .query(Event.to("GET /accounts/search").query(Map.of("owner", "A*")))
        .as(200);
  }

  @Test
  void a_query_of_the_services_own_reads_the_view_that_it_names() {
    Calls next = calls("account-next");
    openedByAda(next);

    next.query(Event.to("GET /accounts/{accountId}/wealth", "accountId", "gold")).as(200);
  }

  @Test
  void a_cursor_of_one_is_refused_by_the_other() {
    Calls old = calls("account-view");
    Calls next = calls("account-next");
    openedByAda(old);
    openedByAda(next);
    String cursor = old.query(byOwner().query(Map.of("limit", "1"))).cursor();

    old.query(byOwner().query(Map.of("cursor", cursor))).as(200);
    next.query(byOwner().query(Map.of("cursor", cursor))).as(400);
  }

  @Test
  void the_choice_must_be_made() {
    assertThatThrownBy(() -> new Calls(both(), Map.of()))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage(
            "The environment variable QUERIED_VIEW_ACCOUNT_VIEW is not set: template.yaml sets it"
                + " for this function");
    assertThatThrownBy(() -> calls("account-views"))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage(
            "The environment variable QUERIED_VIEW_ACCOUNT_VIEW must be account-view or"
                + " account-next");
  }

  @Test
  void facts_tell_which_view_is_replaced() {
    ServiceFacts facts = ServiceFacts.of(both(), new Settings(Map.of()));

    assertThat(facts.views().getFirst().replaces()).isNull();
    assertThat(facts.views().getLast().replaces())
        .isEqualTo(new ReplacedFacts("account-view", "QUERIED_VIEW_ACCOUNT_VIEW"));
    assertThat(ServiceFacts.read(facts.json())).isEqualTo(facts);
    assertThat(facts.routes())
        .filteredOn(route -> route.key().equals("GET /accounts/{id}"))
        .singleElement()
        .satisfies(route -> assertThat(route.purposes()).containsExactly("looks one up"));
  }

  @Test
  void both_must_fit_together() {
    assertThatThrownBy(() -> Service.of("a").aggregate(OLD.aggregate()).view(NEXT))
        .hasMessage(
            "The view account-next replaces account-view, which the service does not have: call"
                + " .view(…) for both, or remove .replaces(…)");
    assertThatThrownBy(() -> NEXT.replaces(OLD))
        .hasMessage("The view account-next already replaces another one: call .replaces(…) once");
    assertThatThrownBy(() -> OLD.replaces(OLD))
        .hasMessage("The view account-view cannot replace itself: name another one");
    assertThatThrownBy(() -> both().view(next("third").replaces(next())))
        .hasMessage(
            "The view account-next is itself a replacement: remove the view that it replaces"
                + " first");
    assertThatThrownBy(() -> next("third").replaces(NEXT))
        .hasMessage(
            "The view account-next is itself a replacement: remove the view that it replaces"
                + " first");
    assertThatThrownBy(() -> both().view(next("third").replaces(OLD)))
        .hasMessage("Two views replace account-view: remove one of them");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/accounts/{id}", "/accounts/{number}"})
  void a_view_that_replaces_none_needs_routes_of_its_own(String path) {
    var another = next("third");
    assertThatThrownBy(() -> ACCOUNTS.view(another.lookUp(get(path))))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> ACCOUNTS.view(another.lookUp("GetAccount")))
        .hasMessage("There are two queries called GetAccount: rename one");
  }

  private static List<String> openedByAda(Calls calls) {
    calls.open("gold", "Ada", "GOLD");
    calls.machine.clock().advance(Duration.ofSeconds(1));
    calls.open("basic", "Ada", "BASIC");
    return calls.query(byOwner()).items("accountId");
  }

  private static Event byOwner() {
    return Event.to("GET /owners/{owner}/accounts", "owner", "Ada");
  }

  private static Calls calls(String queried) {
    return new Calls(both(), Map.of("QUERIED_VIEW_ACCOUNT_VIEW", queried));
  }

  private static Service both() {
    return ACCOUNTS.view(NEXT);
  }

  private static View<AccountView, AccountEvent> next() {
    return next("account-next");
  }

  @SuppressWarnings("unchecked") // the description says so
  private static View<AccountView, AccountEvent> next(String name) {
    var account = (Aggregate<?, ?, AccountEvent, ?>) OLD.aggregate();
    return View.of(name, account, AccountView.class, new AccountView.Fold());
  }

  @SuppressWarnings("unchecked") // the description says so
  private static View<AccountView, AccountEvent> old() {
    return (View<AccountView, AccountEvent>) Objects.requireNonNull(ACCOUNTS.views().getFirst());
  }
}
