package dev.headwater.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

@ExtendWith(SharedService.class)
class HttpQueriesE2eTest {
  private static final Duration SOON = Duration.ofSeconds(30);
  private static final int MAX_PAGES = 1_000;

  private final CustomerApi api;

  HttpQueriesE2eTest(CustomerApi api) {
    this.api = api;
  }

  @Test
  void shows_a_customer_with_its_version() {
    String id = CustomerApi.newId();
    api.register(id, " " + id + "@Example.COM ");
    Reply reply = awaitVersion(id, 1);
    JsonNode view = reply.json();
    assertThat(reply.header("ETag")).isEqualTo("\"1\"");
    assertThat(view.propertyNames())
        .containsExactlyInAnyOrder(
            "customerId", "email", "name", "status", "registrationDate", "lastUpdated", "version");
    assertThat(view.path("customerId").asString()).isEqualTo(id);
    assertThat(view.path("email").asString()).isEqualTo(id + "@example.com");
    assertThat(view.path("name").asString()).isEqualTo("Ada Lovelace");
    assertThat(view.path("status").asString()).isEqualTo("ACTIVE");
    assertThat(view.path("lastUpdated")).isEqualTo(view.path("registrationDate"));
  }

  @Test
  void a_view_follows_its_customer() {
    String id = api.registered();
    api.updateEmail(id, id + ".new@example.com");
    api.suspend(id);
    JsonNode suspended = awaitVersion(id, 3).json();
    assertThat(suspended.path("email").asString()).isEqualTo(id + ".new@example.com");
    assertThat(suspended.path("status").asString()).isEqualTo("SUSPENDED");
    assertThat(suspended.path("suspensionReason").asString()).isEqualTo("unpaid");
    api.reactivate(id);
    JsonNode active = awaitVersion(id, 4).json();
    assertThat(active.path("status").asString()).isEqualTo("ACTIVE");
    assertThat(active.has("suspensionReason")).isFalse();
  }

  @Test
  void a_search_finds_a_customer_by_its_newest_address() {
    String id = api.registered();
    api.updateEmail(id, id + "+New@example.com");
    await()
        .atMost(SOON)
        .untilAsserted(
            () ->
                assertThat(pages("/customers?limit=1&email=" + id.substring(0, 30) + "*%2Bnew%40*"))
                    .containsExactly(id));
    assertThat(pages("/customers?limit=1&email=" + id + "%40example.com")).isEmpty();
    api.suspend(id);
    await()
        .atMost(SOON)
        .untilAsserted(
            () ->
                assertThat(pages("/customers?limit=1&status=SUSPENDED&email=*" + id + "*"))
                    .containsExactly(id));
    assertThat(api.get("/customers/count?status=SUSPENDED").json().path("count").asInt())
        .isPositive();
    assertThat(api.get("/customers?email=a%5C").problem()).isEqualTo("invalid-fields");
  }

  @Test
  void knows_no_customer_that_was_never_registered() {
    String path = "/customers/" + CustomerApi.newId();
    assertThat(api.get(path).status()).isEqualTo(404);
    assertThat(api.get(path).problem()).isEqualTo("unknown-customer");
    assertThat(api.get(path + "/events").problem()).isEqualTo("unknown-customer");
  }

  @Test
  void lists_by_status_in_pages_that_have_each_customer_once() {
    List<String> active = Stream.generate(api::registered).limit(7).toList();
    String suspended = api.registered();
    api.suspend(suspended);
    active.forEach(id -> awaitVersion(id, 1));
    awaitVersion(suspended, 2);
    await()
        .atMost(SOON)
        .untilAsserted(
            () -> {
              assertThat(pages("/customers?status=ACTIVE&limit=3"))
                  .doesNotHaveDuplicates()
                  .containsAll(active)
                  .doesNotContain(suspended);
              assertThat(pages("/customers?status=SUSPENDED&limit=3"))
                  .doesNotHaveDuplicates()
                  .contains(suspended)
                  .doesNotContainAnyElementsOf(active);
              assertThat(pages("/customers?limit=3"))
                  .doesNotHaveDuplicates()
                  .containsAll(active)
                  .contains(suspended);
            });
  }

  @Test
  void shows_the_history_oldest_first_in_pages() {
    String id = api.registered();
    api.updateEmail(id, id + ".new@example.com", "Idempotency-Key", "update-1");
    api.suspend(id);
    JsonNode first = api.get("/customers/" + id + "/events?limit=2").json();
    assertThat(first.path("items"))
        .extracting(item -> item.path("eventType").asString())
        .containsExactly("CustomerRegistered", "CustomerEmailUpdated");
    JsonNode update = first.path("items").get(1);
    assertThat(update.path("eventId").asString()).isEqualTo(id + "@2");
    assertThat(update.path("version").asLong()).isEqualTo(2);
    assertThat(update.path("commandId").asString()).isEqualTo("update-1");
    assertThat(update.path("timestamp").asString()).endsWith("Z");
    assertThat(update.path("payload").path("oldEmail").asString()).isEqualTo(id + "@example.com");
    assertThat(update.path("payload").path("newEmail").asString())
        .isEqualTo(id + ".new@example.com");

    String cursor = first.path("nextCursor").asString();
    JsonNode last = api.get("/customers/" + id + "/events?limit=2&cursor=" + cursor).json();
    assertThat(last.path("items"))
        .extracting(item -> item.path("eventType").asString())
        .containsExactly("CustomerSuspended");
    assertThat(last.has("nextCursor")).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"status=GONE", "limit=0", "limit=101", "limit=many", "cursor=x", "stat=ACTIVE"})
  void refuses_a_list_that_it_does_not_know(String query) {
    assertThat(api.get("/customers?" + query).status()).isEqualTo(400);
  }

  @Test
  void a_cursor_belongs_to_its_list() {
    Stream.generate(api::registered).limit(2).toList().forEach(id -> awaitVersion(id, 1));
    String cursor =
        await()
            .atMost(SOON)
            .until(
                () -> api.get("/customers?limit=1").json().path("nextCursor").asString(""),
                text -> !text.isEmpty());
    assertThat(api.get("/customers?status=ACTIVE&cursor=" + cursor).status()).isEqualTo(400);
  }

  @Test
  void says_that_it_can_serve() {
    assertThat(api.get("/health").status()).isEqualTo(200);
  }

  @Test
  void has_no_other_routes() {
    assertThat(api.get("/nothing/here").status()).isEqualTo(404);
  }

  private Reply awaitVersion(String id, long version) {
    return await()
        .atMost(SOON)
        .until(
            () -> api.get("/customers/" + id),
            reply -> reply.status() == 200 && reply.version() >= version);
  }

  /** The ids on all pages of a list. */
  private List<String> pages(String path) {
    List<String> ids = new ArrayList<>();
    String cursor = "";
    for (int page = 0; page < MAX_PAGES; page++) {
      JsonNode json = api.get(path + cursor).json();
      json.path("items").forEach(item -> ids.add(item.path("customerId").asString()));
      if (!json.has("nextCursor")) {
        return ids;
      }
      cursor = "&cursor=" + json.path("nextCursor").asString();
    }
    throw new AssertionError("More than " + MAX_PAGES + " pages: " + path);
  }
}
