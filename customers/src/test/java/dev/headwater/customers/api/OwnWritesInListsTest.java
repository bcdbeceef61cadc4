package dev.headwater.customers.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headwater.customers.api.Invocations.Answer;
import dev.headwater.customers.customer.CustomerCommand.SuspendCustomer;
import dev.headwater.customers.customer.CustomerCommand.UpdateEmail;
import dev.headwater.customers.customer.CustomerId;
import dev.headwater.customers.customer.EmailAddress;
import dev.headwater.customers.customer.Text;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Lists and searches by callers who know more than the views. */
class OwnWritesInListsTest {
  private final LaggingViews customers = new LaggingViews();

  @AfterEach
  void stop() {
    customers.close();
  }

  @Test
  void who_has_just_registered_is_in_the_list_and_who_was_just_suspended_is_not() {
    for (String id : List.of("ada", "bob")) {
      customers.register(id, id + "@example.com");
      customers.project(id);
    }
    customers.register("cas", "cas@example.com");
    customers.handle(new SuspendCustomer(new CustomerId("ada"), new Text("asked for it")));

    assertThat(customers.list(Map.of("status", "ACTIVE")).ids()).containsExactly("ada", "bob");
    assertThat(customers.list(Map.of("status", "ACTIVE", "after", "cas@1")).ids())
        .containsExactly("ada", "bob", "cas");
    assertThat(customers.list(Map.of("status", "ACTIVE", "after", "ada@2")).ids())
        .containsExactly("bob");
    assertThat(customers.list(Map.of("status", "SUSPENDED", "after", "ada@2")).ids())
        .containsExactly("ada");
    assertThat(customers.list(Map.of("order", "desc", "after", "cas@1")).ids())
        .containsExactly("cas", "bob", "ada");
    assertThat(
            customers
                .api
                .invoke(
                    """
                    {"queryType":"GetActiveCustomers","after":"ada@2"}\
                    """)
                .body()
                .path("items")
                .findValuesAsString("customerId"))
        .containsExactly("bob");
  }

  @Test
  void whose_address_was_just_changed_is_found_by_the_new_one_only() {
    for (String id : List.of("ada", "bob")) {
      customers.register(id, id + "@example.com");
      customers.project(id);
    }
    customers.handle(new UpdateEmail(new CustomerId("ada"), new EmailAddress("zoe@x.de")));

    assertThat(customers.list(Map.of("email", "*@example.com")).ids())
        .containsExactly("ada", "bob");
    assertThat(customers.list(Map.of("email", "*@example.com", "after", "ada@2")).ids())
        .containsExactly("bob");
    assertThat(customers.list(Map.of("email", "*", "after", "ada@2")).ids())
        .containsExactly("bob", "ada");
    assertThat(
            customers.list(Map.of("email", "zoe@x.de", "status", "ACTIVE", "after", "ada@2")).ids())
        .containsExactly("ada");
    assertThat(
            customers
                .list(Map.of("email", "zoe@x.de", "status", "SUSPENDED", "after", "ada@2"))
                .ids())
        .isEmpty();
    assertThat(
            customers
                .api
                .invoke(
                    """
                    {"queryType":"SearchCustomersByEmail","emailPattern":"z*","after":"ada@2"}\
                    """)
                .body()
                .path("items")
                .findValuesAsString("customerId"))
        .containsExactly("ada");
  }

  /** Pages of any size show each customer once, and the one that was seen as it was seen. */
  @Test
  void pages_neither_lose_nor_repeat_anybody() {
    Random random = new Random(5);
    for (int number = 0; number < 12; number++) {
      String id = "c" + random.nextInt(1_000_000);
      customers.register(id, (char) ('a' + random.nextInt(26)) + id + "@example.com");
      if (number % 4 != 3) {
        customers.project(id);
      }
      if (number % 2 == 1) {
        customers.handle(
            new UpdateEmail(
                new CustomerId(id),
                new EmailAddress((char) ('a' + random.nextInt(26)) + id + "@x.de")));
        assertThat(pagesOf(Map.of("after", id + "@2")))
            .containsOnlyOnce(id)
            .doesNotHaveDuplicates();
        assertThat(pagesOf(Map.of("email", "*", "after", id + "@2")))
            .containsOnlyOnce(id)
            .doesNotHaveDuplicates();
        assertThat(pagesOf(Map.of("email", "*@example.com", "after", id + "@2")))
            .doesNotContain(id);
      }
    }
    assertThat(pagesOf(Map.of())).hasSize(9);
    assertThat(pagesOf(Map.of("email", "*"))).hasSize(9);
  }

  /** All ids, which are the same in pages of one, two and three. */
  private List<String> pagesOf(Map<String, String> query) {
    List<String> whole = customers.list(query).ids();
    for (int limit = 1; limit <= 3; limit++) {
      List<String> paged = new ArrayList<>();
      Map<String, String> next = new HashMap<>(query);
      next.put("limit", Integer.toString(limit));
      JsonNode cursor;
      do {
        Answer page = customers.list(next);
        assertThat(page.ids()).hasSizeLessThanOrEqualTo(limit);
        paged.addAll(page.ids());
        cursor = page.body().path("nextCursor");
        next.put("cursor", cursor.asString(""));
      } while (cursor.isString());
      assertThat(paged).as("pages of %d", limit).isEqualTo(whole);
    }
    return whole;
  }
}
