package dev.headwater.customers.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headwater.customers.api.Invocations.Answer;
import dev.headwater.customers.customer.CustomerCommand.SuspendCustomer;
import dev.headwater.customers.customer.CustomerId;
import dev.headwater.customers.customer.Text;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** Queries over views that another revision of the projection folded: none is ever shown. */
final class ForeignViewsQueryTest {
  @AutoClose private final LaggingViews customers = new LaggingViews();

  @Test
  void a_look_up_folds_the_log() {
    customers.register("ada", "ada@x.de");
    customers.projectLoud("ada");

    Answer answer = customers.lookUp("ada", Map.of());

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.body().path("name").asString()).isEqualTo("Name of ada");
    assertThat(answer.header("etag")).isEqualTo("\"1\"");
    assertThat(met()).isEqualTo(Map.of("customer-view", 1L));
  }

  @Test
  void lists_and_searches_fold_the_log_for_each() {
    customers.register("ada", "b@x.de");
    customers.register("bob", "a@x.de");
    customers.projectLoud("ada");
    customers.project("bob");

    for (Map<String, String> query :
        List.of(
            Map.of("status", "ACTIVE"),
            Map.of("email", "*@x.de"),
            Map.of("status", "ACTIVE", "after", "bob@1"))) {
      Answer page = customers.list(query);
      assertThat(page.ids()).containsExactlyInAnyOrder("ada", "bob");
      page.body()
          .path("items")
          .forEach(
              item ->
                  assertThat(item.path("name").asString())
                      .isEqualTo("Name of " + item.path("customerId").asString()));
      assertThat(met()).isEqualTo(Map.of("customer-view", 1L));
    }
    assertThat(customers.list(Map.of("email", "*@x.de")).ids()).containsExactly("bob", "ada");
  }

  @Test
  void a_page_is_where_the_other_revision_put_it_and_shows_today_s_content() {
    customers.register("ada", "ada@x.de");
    customers.projectLoud("ada");
    customers.handle(new SuspendCustomer(new CustomerId("ada"), new Text("unpaid")));

    Answer page = customers.list(Map.of("status", "ACTIVE"));

    assertThat(page.ids()).containsExactly("ada");
    assertThat(page.body().at("/items/0/status").asString()).isEqualTo("SUSPENDED");
    assertThat(customers.list(Map.of("status", "ACTIVE", "after", "ada@2")).ids())
        .as("but the caller's own write is honoured")
        .isEmpty();
  }

  @Test
  void pages_neither_lose_nor_repeat_one() {
    List<String> ids = new ArrayList<>();
    for (int number = 10; number < 35; number++) {
      ids.add("c" + number);
      customers.register("c" + number, number + "@x.de");
      if (number % 5 == 0) {
        customers.project("c" + number);
      } else {
        customers.projectLoud("c" + number);
      }
    }
    for (Map<String, String> query :
        List.of(Map.of("limit", "10"), Map.of("limit", "10", "email", "*"))) {
      List<String> shown = new ArrayList<>();
      Map<String, String> next = new HashMap<>(query);
      do {
        Answer page = customers.list(next);
        shown.addAll(page.ids());
        next.put("cursor", page.body().path("nextCursor").asString(""));
      } while (!next.get("cursor").isEmpty());
      assertThat(shown).isEqualTo(ids);
      assertThat(met()).isEqualTo(Map.of("customer-view", 20L));
    }
  }

  @Test
  void a_projector_replaces_it_and_queries_meet_no_more() {
    customers.register("ada", "ada@x.de");
    customers.projectLoud("ada");
    customers.project("ada");
    int reads = customers.logReads.get();

    assertThat(customers.lookUp("ada", Map.of()).status()).isEqualTo(200);
    assertThat(customers.list(Map.of()).ids()).containsExactly("ada");
    assertThat(customers.list(Map.of("email", "*")).ids()).containsExactly("ada");
    assertThat(customers.logReads).hasValue(reads);
    assertThat(met()).isEmpty();
  }

  /** How many foreign views queries have met since the last time, by view. */
  private Map<String, Long> met() {
    Map<String, Long> met = new HashMap<>();
    customers.queries.foreignViews().report(met::put);
    return met;
  }
}
