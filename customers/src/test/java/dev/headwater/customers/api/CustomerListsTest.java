package dev.headwater.customers.api;

import static dev.headwater.customers.api.StoredViews.customer;
import static org.assertj.core.api.Assertions.assertThat;

import dev.headwater.InMemoryEventStore;
import dev.headwater.customers.Described;
import dev.headwater.customers.api.Invocations.Answer;
import dev.headwater.customers.view.CustomerStatus;
import dev.headwater.service.http.Cursor;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Lists of customers on a real table, made as the template declares it. */
class CustomerListsTest {
  @RegisterExtension static final StoredViews views = new StoredViews();

  private final Invocations api =
      new Invocations(Described.queries(views.store(), new InMemoryEventStore<>(), null));

  @Test
  void lists_by_status_in_the_order_of_registration() {
    views.save(customer("carl", CustomerStatus.ACTIVE, 3), 1);
    views.save(customer("ada", CustomerStatus.ACTIVE, 1), 1);
    views.save(customer("bob", CustomerStatus.SUSPENDED, 2), 2);

    assertThat(list(Map.of("status", "ACTIVE")).ids()).containsExactly("ada", "carl");
    assertThat(list(Map.of("status", "SUSPENDED")).ids()).containsExactly("bob");
    assertThat(list(Map.of()).ids()).containsExactly("ada", "bob", "carl");
    assertThat(api.invoke("{\"queryType\":\"GetActiveCustomers\"}").ids())
        .containsExactly("ada", "carl");
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 7, 10, 23, 100})
  void pages_lose_and_repeat_nobody(int limit) {
    List<String> expected = new ArrayList<>();
    for (int index = 0; index < 23; index++) {
      String id = String.format(Locale.ROOT, "customer-%02d", index);
      views.save(
          customer(
              id, index % 3 == 0 ? CustomerStatus.SUSPENDED : CustomerStatus.ACTIVE, index / 4),
          1);
      expected.add(id);
    }

    assertThat(pages(Map.of(), limit)).isEqualTo(expected);
  }

  @Test
  void pages_stay_stable_while_customers_come_and_change() {
    for (int index = 0; index < 10; index++) {
      views.save(customer("c" + index, CustomerStatus.ACTIVE, 10 + index), 1);
    }
    Answer first = list(Map.of("status", "ACTIVE", "limit", "5"));

    views.save(customer("earlier", CustomerStatus.ACTIVE, 1), 1);
    views.save(customer("later", CustomerStatus.ACTIVE, 99), 1);
    views.change(customer("c2", CustomerStatus.SUSPENDED, 12), 1);
    views.change(customer("c7", CustomerStatus.SUSPENDED, 17), 1);
    Answer second =
        list(
            Map.of(
                "status",
                "ACTIVE",
                "limit",
                "100",
                "cursor",
                first.body().path("nextCursor").asString()));

    assertThat(first.ids()).containsExactly("c0", "c1", "c2", "c3", "c4");
    assertThat(second.ids()).containsExactly("c5", "c6", "c8", "c9", "later");
    assertThat(second.body().has("nextCursor")).isFalse();
  }

  @Test
  void the_direct_invoke_pages_too() {
    views.save(customer("ada", CustomerStatus.ACTIVE, 1), 1);
    views.save(customer("bob", CustomerStatus.ACTIVE, 2), 1);

    Answer first = api.invoke("{\"queryType\":\"GetActiveCustomers\",\"limit\":1}");
    Answer second =
        api.invoke(
            "{\"queryType\":\"GetActiveCustomers\",\"limit\":1,\"cursor\":\""
                + first.body().path("nextCursor").asString()
                + "\"}");

    assertThat(first.ids()).containsExactly("ada");
    assertThat(second.ids()).containsExactly("bob");
  }

  @Test
  void lists_by_registration_both_ways() {
    for (int index = 0; index < 7; index++) {
      views.save(
          customer(
              "c" + index,
              index % 2 == 0 ? CustomerStatus.ACTIVE : CustomerStatus.SUSPENDED,
              index),
          1);
    }

    assertThat(pages(Map.of("order", "desc"), 2))
        .containsExactly("c6", "c5", "c4", "c3", "c2", "c1", "c0");
    assertThat(pages(Map.of("order", "asc", "status", "ACTIVE"), 3))
        .containsExactly("c0", "c2", "c4", "c6");
    assertThat(api.invoke("{\"queryType\":\"GetActiveCustomers\",\"order\":\"desc\"}").ids())
        .containsExactly("c6", "c4", "c2", "c0");
  }

  @Test
  void a_cursor_that_was_changed_or_is_of_another_order_is_refused() {
    views.save(customer("ada", CustomerStatus.ACTIVE, 1), 1);
    views.save(customer("bob", CustomerStatus.ACTIVE, 2), 1);
    String cursor = list(Map.of("limit", "1")).body().path("nextCursor").asString();

    assertThat(list(Map.of("cursor", cursor, "order", "desc")).problem())
        .isEqualTo("malformed-request");
    for (int at = 0; at < cursor.length(); at++) {
      String changed =
          cursor.substring(0, at)
              + (cursor.charAt(at) == 'A' ? 'B' : 'A')
              + cursor.substring(at + 1);
      assertThat(list(Map.of("cursor", changed)).status()).as("changed at %d", at).isEqualTo(400);
    }
    assertThat(list(Map.of("order", "up")).problem()).isEqualTo("invalid-fields");
  }

  @Test
  void refuses_limits_statuses_cursors_and_parameters_that_are_wrong() {
    views.save(customer("ada", CustomerStatus.ACTIVE, 1), 1);
    views.save(customer("bob", CustomerStatus.ACTIVE, 2), 1);
    String cursor = list(Map.of("limit", "1")).body().path("nextCursor").asString();

    assertThat(list(Map.of("limit", "0")).status()).isEqualTo(400);
    assertThat(list(Map.of("limit", "101")).status()).isEqualTo(400);
    assertThat(list(Map.of("limit", "ten")).status()).isEqualTo(400);
    assertThat(list(Map.of("status", "active")).status()).isEqualTo(400);
    assertThat(list(Map.of("cursor", "x")).status()).isEqualTo(400);
    assertThat(list(Map.of("cursor", "%%%")).status()).isEqualTo(400);
    assertThat(list(Map.of("status", "ACTIVE", "cursor", cursor)).status()).isEqualTo(400);
    assertThat(list(Map.of("stauts", "ACTIVE")).status()).isEqualTo(400);
    assertThat(list(Map.of("cursor", new Cursor("customers/", "").encode())).status())
        .isEqualTo(400);
    assertThat(list(Map.of("cursor", new Cursor("customers/", "x".repeat(5000)).encode())).status())
        .isEqualTo(400);
    assertThat(list(Map.of("mail", "*")).body().at("/errors/query").asString())
        .isEqualTo("has an unknown field; there are after, cursor, email, limit, order, status");
    assertThat(list(Map.of("limit", "0", "status", "active")).body().path("errors").propertyNames())
        .containsExactlyInAnyOrder("limit", "status");
    assertThat(api.invoke("{\"queryType\":\"GetActiveCustomers\",\"limit\":101}").status())
        .isEqualTo(400);
    assertThat(api.invoke("{\"queryType\":\"DropCustomers\"}").status()).isEqualTo(400);
    assertThat(api.invoke("{}").status()).isEqualTo(400);
  }

  @Test
  void a_list_that_cannot_be_read_in_time_is_answered_all_the_same() {
    Answer late = api.before(Instant.EPOCH).get("GET /customers", Map.of(), Map.of());

    assertThat(late.status()).isEqualTo(503);
    assertThat(late.problem()).isEqualTo("unavailable");
    assertThat(late.header("retry-after")).isEqualTo("1");
  }

  @ParameterizedTest
  @ValueSource(strings = {"+55970-01-01T00:00:00.000Z#odd", "no place", "\u00e9\n#%", "zzz"})
  void a_page_that_ends_on_a_damaged_view_goes_on(String place) {
    views.save(customer("ada", CustomerStatus.ACTIVE, 1), 1);
    views.save(customer("odd", CustomerStatus.ACTIVE, 2), 1);
    views.save(customer("zoe", CustomerStatus.ACTIVE, 3), 1);
    views.damage("odd", "listSort", place);
    views.damage("odd", "registrationDate", "+55970-01-01T00:00:00.000Z");

    for (String order : List.of("asc", "desc")) {
      List<String> all = new ArrayList<>();
      String cursor = "";
      for (int page = 0; page < 3; page++) {
        Answer answer =
            list(
                cursor.isEmpty()
                    ? Map.of("limit", "1", "order", order)
                    : Map.of("limit", "1", "order", order, "cursor", cursor));
        assertThat(answer.status()).isEqualTo(200);
        all.addAll(answer.ids());
        cursor = answer.body().path("nextCursor").asString("");
      }
      assertThat(all).containsExactlyInAnyOrder("ada", "zoe");
      assertThat(cursor).isEmpty();
    }
  }

  private List<String> pages(Map<String, String> filter, int limit) {
    List<String> all = new ArrayList<>();
    @Nullable String cursor = null;
    do {
      Map<String, String> query = new HashMap<>(filter);
      query.put("limit", String.valueOf(limit));
      if (cursor != null) {
        query.put("cursor", cursor);
      }
      Answer page = list(query);
      assertThat(page.body().path("items").size()).isBetween(1, limit);
      all.addAll(page.ids());
      cursor = page.body().has("nextCursor") ? page.body().path("nextCursor").asString() : null;
    } while (cursor != null);
    return all;
  }

  private Answer list(Map<String, String> query) {
    return api.get("GET /customers", Map.of(), query);
  }
}
