package dev.headwater.service;

import static dev.headwater.service.Route.get;
import static dev.headwater.service.Route.post;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.headwater.event.RecordedEvent;
import dev.headwater.projection.Projection;
import dev.headwater.query.IndexEntry;
import dev.headwater.query.ViewList;
import dev.headwater.service.accounts.AccountCommand.Tier;
import dev.headwater.service.accounts.AccountEvent;
import dev.headwater.service.accounts.AccountView;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ViewTest {
  @Test
  void an_enum_spreads_a_list_over_shards_and_open_text_does_not() {
    View<AccountView, AccountEvent> view = Described.listed().listedBy("owner", "owner", "opened");

    assertThat(view.viewFormat().lists())
        .extracting("name", "sharded")
        .containsExactly(tuple("list", true), tuple("owner", false));
  }

  @Test
  void refuses_a_component_that_the_view_does_not_have() {
    refused(
        () -> Described.view(Described.account()).listedBy("list", "statuss", "opened"),
        "AccountView has no component statuss; there are [accountId, owner, tier, state, opened,");
  }

  @Test
  void refuses_a_view_without_the_aggregates_id() {
    refused(() -> of(Nameless.class), "Nameless has no component accountId; there are [name]");
  }

  @Test
  void refuses_names_that_the_stores_use() {
    refused(
        () -> of(Versioned.class),
        "Versioned.version has a name that the stores use: call it something else");
    refused(
        () -> of(Sorted.class).listedBy("list", "listSort", "at"),
        "Sorted.listSort has the name of a key of the list list: call it something else");
  }

  @Test
  void refuses_a_sort_key_whose_text_sorts_in_another_order() {
    refused(
        () -> Described.view(Described.account()).listedBy("list", "state", "cents"),
        "A list cannot be sorted by AccountView.cents, since indexes sort by text, and as text 10"
            + " comes before 9: use text, an enum, an Instant or a LocalDate");
    refused(
        () -> of(Sorted.class).listedBy("amounts", "accountId", "amount"),
        "A list cannot be sorted by Sorted.amount");
  }

  @Test
  void refuses_a_list_by_a_number() {
    refused(
        () -> Described.view(Described.account()).listedBy("list", "cents", "opened"),
        "A list cannot be kept by AccountView.cents: use a component of text or an enum");
  }

  @Test
  void refuses_a_key_that_is_a_field_of_every_page() {
    refused(
        () -> of(Ordered.class).listedBy("list", "order", "at"),
        "Requests cannot name a value of Ordered.order, since order is a field of every page");
  }

  @Test
  void text_sorts_before_text_that_goes_on() {
    ViewList<Sorted> list = byName();

    assertThat(sort(list, "x", "Anna")).isLessThan(sort(list, "a", "Anna Maria"));
    assertThat(sort(list, "x", "Anna")).isLessThan(sort(list, "a", "Anna!"));
  }

  @Test
  void whatever_a_view_holds_its_places_fit_into_an_index() {
    ViewList<Sorted> list = byName();

    assertThat(sort(list, "x".repeat(512), "\u4e00".repeat(2_000)).getBytes(UTF_8))
        .hasSizeBetween(1000, 1024);
    assertThat(list.place(sorted("x".repeat(3_000), "Anna"))).isEmpty();
  }

  private static ViewList<Sorted> byName() {
    View<Sorted, AccountEvent> view = of(Sorted.class).listedBy("all", "accountId", "name");
    return view.viewList(view.lists().getFirst());
  }

  private static String sort(ViewList<Sorted> list, String id, String name) {
    return list.place(sorted(id, name)).orElseThrow().sort();
  }

  private static Sorted sorted(String id, String name) {
    return new Sorted(id, "", Instant.EPOCH, BigDecimal.ONE, name);
  }

  @Test
  void a_search_document_keeps_numbers_of_any_size() {
    View<Sorted, AccountEvent> view =
        of(Sorted.class).searchedIn("some-search", "some").searchedBy("name");
    Sorted large =
        new Sorted("x", "", Instant.EPOCH, new BigDecimal("12345678901234567891"), "Anna");
    Map<String, Object> document = view.searchFormat().encode(large);
    document.put("accountId", "x");

    assertThat(view.searchFormat().decode(document)).isEqualTo(large);
  }

  @Test
  void refuses_two_lists_of_one_name_or_key() {
    refused(
        () -> Described.listed().listedBy("list", "owner", "opened"),
        "There are two lists called list: rename one");
    refused(
        () -> Described.listed().listedBy("other", "state", "owner"),
        "The lists list and other are both kept by state: leave one out");
  }

  @Test
  void refuses_to_answer_a_list_that_no_index_has() {
    refused(
        () -> Described.listed().list("owner", get("/accounts")),
        "The view account-view has no list by owner: add .listedBy(\"…\", \"owner\", …)");
  }

  @Test
  void refuses_a_value_of_another_enum() {
    refused(
        () -> Described.listed().list("ListGold", "state", Tier.GOLD),
        "GOLD is not a value of AccountView.state");
  }

  @Test
  void refuses_a_query_on_a_route_that_changes_something() {
    refused(
        () -> Described.listed().list("state", post("/accounts")),
        "The route POST /accounts answers a query, which changes nothing: use get(\"/accounts\")");
  }

  @Test
  void refuses_a_parameter_that_no_field_has() {
    refused(
        () -> Described.listed().list("state", get("/owners/{owner}/accounts")),
        "has the parameter {owner}, which the list by state does not have; there are [state]");
    refused(
        () -> Described.listed().lookUp(get("/accounts")),
        "The route GET /accounts looks one up by its id: its only parameter is {id}");
  }

  @Test
  void refuses_searches_without_an_index() {
    refused(
        () -> Described.listed().searchedBy("owner"),
        "The view account-view is not searched: call .searchedIn(…) before .searchedBy(…)");
    refused(() -> Described.listed().count("Count"), "call .searchedIn(…) before .count(…)");
    refused(
        () -> Described.searched().search("closedBy", get("/accounts")),
        "The view account-view is not searched by closedBy: add .searchedBy(\"closedBy\")");
  }

  @Test
  void refuses_to_search_what_is_not_text() {
    refused(
        () -> Described.searched().searchedBy("cents"),
        "Views cannot be searched by AccountView.cents: use a component of text");
    refused(
        () -> Described.searched().filteredBy("cents"),
        "Searches cannot be filtered by AccountView.cents");
    refused(
        () -> Described.searched().filteredBy("owner"),
        "AccountView.owner is named twice in .searchedBy and .filteredBy: leave one out");
  }

  @Test
  void refuses_to_search_by_the_key() {
    String sentence =
        "AccountView.accountId is the key of the view, and one view has it: use .lookUp(…)";

    refused(() -> Described.searched().searchedBy("accountId"), sentence);
    refused(() -> Described.searched().filteredBy("accountId"), sentence);
  }

  @Test
  void a_constant_with_a_body_is_a_value_of_its_enum() {
    var view = of(Shaped.class).listedBy("list", "shape", "accountId");

    assertThat(view.list("ListRound", "shape", Shape.ROUND).requests()).hasSize(1);
  }

  @Test
  void a_view_without_a_key_or_with_an_empty_one_is_in_no_list() {
    var view = of(Keyed.class).listedBy("list", "key", "sort");
    var list = view.viewList(view.listBy("key"));

    assertThat(list.place(new Keyed("a", "k", ""))).contains(new IndexEntry("k", "\0a"));
    assertThat(list.place(new Keyed("a", "", "s"))).isEmpty();
    assertThat(list.place(new Keyed("a", null, "s"))).isEmpty();
    assertThat(list.place(new Keyed("a", "k", null))).isEmpty();
  }

  private static <V> View<V, AccountEvent> of(Class<V> type) {
    return View.of("some-view", Described.account(), type, new Nothing<>());
  }

  private static void refused(ThrowingCallable description, String sentence) {
    assertThatThrownBy(description)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(sentence);
  }

  record Shaped(String accountId, Shape shape) {}

  enum Shape {
    ROUND {
      @Override
      int corners() {
        return 0;
      }
    };

    abstract int corners();
  }

  record Keyed(String accountId, @Nullable String key, @Nullable String sort) {}

  record Nameless(String name) {}

  record Versioned(String accountId, long version) {}

  record Sorted(String accountId, String listSort, Instant at, BigDecimal amount, String name) {}

  record Ordered(String accountId, String order, Instant at) {}

  private record Nothing<V>() implements Projection<V, AccountEvent> {
    @Override
    public int revision() {
      return 1;
    }

    @Override
    public @Nullable V apply(@Nullable V view, RecordedEvent<AccountEvent> event) {
      return view;
    }
  }
}
