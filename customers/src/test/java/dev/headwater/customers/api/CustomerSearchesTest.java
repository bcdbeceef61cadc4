package dev.headwater.customers.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headwater.customers.api.Invocations.Answer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** What searches and counts find. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CustomerSearchesTest {
  private final SearchedCustomers customers = new SearchedCustomers();

  @AfterAll
  void stop() {
    customers.close();
  }

  @Test
  void finds_by_pattern_in_the_order_of_the_addresses() {
    assertThat(customers.search(Map.of("email", "*@x.de")).ids()).containsExactly("c4", "c3", "c6");
    assertThat(customers.search(Map.of("email", "ada*")).ids()).containsExactly("c2", "c1", "c5");
    assertThat(customers.search(Map.of("email", "?ob@*")).ids()).containsExactly("c3");
    assertThat(customers.search(Map.of("email", "*")).ids()).hasSize(6);
    assertThat(customers.search(Map.of("email", "nobody*")).ids()).isEmpty();
  }

  @Test
  void a_pattern_is_brought_into_the_normal_form_of_addresses() {
    assertThat(customers.search(Map.of("email", " ADA@Example.COM ")).ids())
        .containsExactly("c1", "c5");
    assertThat(customers.search(Map.of("email", "A\u030aSA@*")).ids()).containsExactly("c6");
    assertThat(customers.search(Map.of("email", "a\\*a@x.de")).ids()).containsExactly("c4");
  }

  @Test
  void shows_the_whole_customer() {
    assertThat(customers.search(Map.of("email", "ada.l@example.com")).body().path("items").path(0))
        .isEqualTo(
            Invocations.json(
                """
                {"customerId": "c2", "email": "ada.l@example.com", "name": "Name of c2",
                 "status": "SUSPENDED", "registrationDate": "2026-01-01T00:00:00Z",
                 "lastUpdated": "2026-01-01T00:00:00Z", "version": 7,
                 "suspensionReason": "unpaid"}\
                """));
  }

  @Test
  void filters_by_status() {
    assertThat(customers.search(Map.of("email", "ada*", "status", "SUSPENDED")).ids())
        .containsExactly("c2", "c5");
    assertThat(customers.search(Map.of("email", "bob@x.de", "status", "SUSPENDED")).ids())
        .isEmpty();
  }

  @Test
  void pages_by_cursor_over_equal_addresses_too() {
    List<String> found = new ArrayList<>();
    Map<String, String> query = new HashMap<>(Map.of("email", "*", "limit", "1"));
    Answer page = customers.search(query);
    while (page.body().has("nextCursor")) {
      found.addAll(page.ids());
      query.put("cursor", page.body().path("nextCursor").asString());
      page = customers.search(query);
    }
    found.addAll(page.ids());

    assertThat(found).containsExactly("c4", "c2", "c1", "c5", "c3", "c6");
  }

  @Test
  void the_direct_invoke_searches_and_pages_too() {
    String query =
        """
        {"queryType": "SearchCustomersByEmail", "emailPattern": "ada@*", "limit": 1%s}\
        """;
    Answer first = customers.api.invoke(query.formatted(""));
    Answer second =
        customers.api.invoke(
            query.formatted(
                ", \"status\": null, \"cursor\": \""
                    + first.body().path("nextCursor").asString()
                    + "\""));

    assertThat(first.ids()).containsExactly("c1");
    assertThat(second.ids()).containsExactly("c5");
    assertThat(second.body().has("nextCursor")).isFalse();
  }

  @Test
  void counts_all_and_by_status() {
    assertThat(customers.count(Map.of()).body()).hasToString("{\"count\":6}");
    assertThat(customers.count(Map.of("status", "SUSPENDED")).body()).hasToString("{\"count\":2}");
    assertThat(customers.count(Map.of("status", "suspended")).problem())
        .isEqualTo("invalid-fields");
    assertThat(customers.count(Map.of("email", "*")).problem()).isEqualTo("invalid-fields");
  }
}
