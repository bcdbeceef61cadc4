package dev.headwater.customers.api;

import static dev.headwater.customers.api.StoredViews.customer;
import static org.assertj.core.api.Assertions.assertThat;

import dev.headwater.InMemoryEventStore;
import dev.headwater.customers.Described;
import dev.headwater.customers.api.Invocations.Answer;
import dev.headwater.customers.customer.Customer;
import dev.headwater.customers.customer.CustomerEvent;
import dev.headwater.customers.view.CustomerStatus;
import dev.headwater.event.CommandStamp;
import dev.headwater.event.Commit;
import dev.headwater.event.EventLog;
import dev.headwater.event.Metadata;
import dev.headwater.event.UnreadableEventException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Look-ups and histories on a real table, made as the template declares it. */
class QueryApiTest {
  @RegisterExtension static final StoredViews views = new StoredViews();

  private final InMemoryEventStore<Customer, CustomerEvent> log = new InMemoryEventStore<>();
  private final Invocations api = new Invocations(Described.queries(views.store(), log, null));

  @Test
  void finds_a_customer() {
    views.save(customer("ada", CustomerStatus.ACTIVE, 5), 3);

    Answer answer = api.get("GET /customers/{id}", Map.of("id", "ada"), Map.of());

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.header("etag")).isEqualTo("\"3\"");
    assertThat(answer.body())
        .hasToString(
            "{\"customerId\":\"ada\","
                + "\"email\":\"ada@example.com\",\"name\":\"ada\",\"status\":\"ACTIVE\","
                + "\"registrationDate\":\"2026-01-01T00:00:05Z\","
                + "\"lastUpdated\":\"2026-01-01T00:00:05Z\",\"version\":3}");
    assertThat(api.invoke("{\"queryType\":\"GetCustomerById\",\"customerId\":\"ada\"}").body())
        .isEqualTo(answer.body());
  }

  @Test
  void shows_why_a_customer_is_suspended() {
    views.save(customer("bob", CustomerStatus.SUSPENDED, 1), 2);

    assertThat(
            api.get("GET /customers/{id}", Map.of("id", "bob"), Map.of())
                .body()
                .path("suspensionReason")
                .asString())
        .isEqualTo("unpaid");
  }

  @Test
  void does_not_find_who_is_unknown_or_removed() {
    views.remove("gone", 4);

    for (String id : List.of("nobody", "gone")) {
      Answer answer = api.get("GET /customers/{id}", Map.of("id", id), Map.of());
      assertThat(answer.status()).isEqualTo(404);
      assertThat(answer.problem()).isEqualTo("unknown-customer");
    }
    assertThat(api.invoke("{\"queryType\":\"GetCustomerById\",\"customerId\":\"nobody\"}").status())
        .isEqualTo(404);
  }

  @Test
  void refuses_what_is_no_customer_id() {
    assertThat(api.get("GET /customers/{id}", Map.of("id", "a b"), Map.of()).status())
        .isEqualTo(400);
  }

  @Test
  void without_an_index_searches_and_counts_are_told_so() {
    assertThat(api.get("GET /customers", Map.of(), Map.of("email", "*")).status()).isEqualTo(501);
    assertThat(api.get("GET /customers", Map.of(), Map.of("email", "*")).problem())
        .isEqualTo("search-off");
    assertThat(api.get("GET /customers/count", Map.of(), Map.of()).status()).isEqualTo(501);
    assertThat(
            api.invoke("{\"queryType\":\"SearchCustomersByEmail\",\"emailPattern\":\"*\"}")
                .status())
        .isEqualTo(501);
  }

  @Test
  void shows_a_history_oldest_first() {
    append("ada", 1, new CustomerEvent.CustomerRegistered("ada@example.com", "Ada"));
    append("ada", 2, new CustomerEvent.CustomerSuspended("unpaid"));

    Answer first = api.get("GET /customers/{id}/events", Map.of("id", "ada"), Map.of("limit", "1"));
    Answer second =
        api.get(
            "GET /customers/{id}/events",
            Map.of("id", "ada"),
            Map.of("cursor", first.body().path("nextCursor").asString()));

    assertThat(first.body().path("items").path(0))
        .isEqualTo(
            Invocations.json(
                """
                {"eventId": "ada@1", "aggregateId": "ada", "eventType": "CustomerRegistered",
                 "schemaVersion": 1, "version": 1, "timestamp": "2026-01-01T00:00:00Z",
                 "commandId": "c1", "payload": {"email": "ada@example.com", "name": "Ada"},
                 "commit": {"first": 1, "count": 1}}
                """));
    assertThat(second.body().path("items").size()).isEqualTo(1);
    assertThat(second.body().path("items").path(0).path("eventId").asString()).isEqualTo("ada@2");
    assertThat(second.body().has("nextCursor")).isFalse();
  }

  @Test
  void the_history_of_nobody_is_not_found() {
    assertThat(api.get("GET /customers/{id}/events", Map.of("id", "nobody"), Map.of()).status())
        .isEqualTo(404);
  }

  @Test
  void is_healthy_when_it_can_read_its_views() {
    assertThat(api.get("GET /health", Map.of(), Map.of()).body())
        .hasToString("{\"status\":\"UP\"}");
    Invocations broken =
        new Invocations(Described.queries(views.store("no-such-table"), log, null));
    assertThat(broken.get("GET /health", Map.of(), Map.of()).status()).isEqualTo(503);
  }

  @Test
  void is_healthy_whatever_is_in_the_view_of_a_customer_called_health() {
    saveDamaged("health");

    assertThat(api.get("GET /health", Map.of(), Map.of()).status()).isEqualTo(200);
  }

  @Test
  void a_view_that_cannot_be_read_is_folded_from_the_log() {
    append("ada", 1, new CustomerEvent.CustomerRegistered("ada@example.com", "Ada"));
    append("ada", 2, new CustomerEvent.CustomerSuspended("unpaid"));
    saveDamaged("ada");

    for (Map<String, String> asked :
        List.of(Map.<String, String>of(), Map.of("minVersion", "0"), Map.of("minVersion", "2"))) {
      Answer answer = api.get("GET /customers/{id}", Map.of("id", "ada"), asked);
      assertThat(answer.status()).isEqualTo(200);
      assertThat(answer.header("etag")).isEqualTo("\"2\"");
      assertThat(answer.body().path("name").asString()).isEqualTo("Ada");
      assertThat(answer.body().path("suspensionReason").asString()).isEqualTo("unpaid");
    }
    assertThat(api.invoke("{\"queryType\":\"GetCustomerById\",\"customerId\":\"ada\"}").status())
        .isEqualTo(200);
  }

  @Test
  void a_view_that_cannot_be_read_and_has_no_events_is_no_customer() {
    saveDamaged("orphan");

    assertThat(api.get("GET /customers/{id}", Map.of("id", "orphan"), Map.of()).status())
        .isEqualTo(404);
  }

  @Test
  void neither_view_nor_log_can_be_read() {
    saveDamaged("ada");
    EventLog<CustomerEvent> broken =
        (stream, after, max) -> {
          throw UnreadableEventException.brokenAfter(
              0,
              new Commit<>(
                  stream,
                  4,
                  List.of("event"),
                  Instant.EPOCH,
                  new CommandStamp("c4", 0),
                  Metadata.NONE));
        };
    Answer answer =
        new Invocations(Described.queries(views.store(), broken, null))
            .get("GET /customers/{id}", Map.of("id", "ada"), Map.of());

    assertThat(answer.status()).isEqualTo(500);
    assertThat(answer.body().path("detail").asString()).contains("events of this customer");
  }

  @Test
  void a_list_folds_a_view_that_cannot_be_read_from_the_log() {
    views.save(customer("bob", CustomerStatus.ACTIVE, 2), 1);
    append("ada", 1, new CustomerEvent.CustomerRegistered("ada@example.com", "Ada"));
    saveDamaged("ada");

    for (Map<String, String> asked : List.of(Map.<String, String>of(), Map.of("after", "ada@1"))) {
      Answer page = api.get("GET /customers", Map.of(), asked);
      assertThat(page.ids()).containsExactly("ada", "bob");
      assertThat(page.body().at("/items/0/name").asString()).isEqualTo("Ada");
    }
  }

  private void saveDamaged(String id) {
    views.save(customer(id, CustomerStatus.ACTIVE, 1), 1);
    views.damage(id, "registrationDate", "+55970-01-01T00:00:00.000Z");
  }

  @Test
  void shows_a_history_up_to_a_break_and_then_says_that_it_cannot_be_read() {
    append("ada", 1, new CustomerEvent.CustomerRegistered("ada@example.com", "Ada"));
    append("ada", 2, new CustomerEvent.CustomerSuspended("unpaid"));
    EventLog<CustomerEvent> broken =
        (stream, after, max) -> {
          if (after == 2) {
            throw UnreadableEventException.brokenAfter(
                2,
                new Commit<>(
                    stream,
                    4,
                    List.of("event"),
                    Instant.EPOCH,
                    new CommandStamp("c4", 0),
                    Metadata.NONE));
          }
          return new EventLog.Page<>(log.read(stream, after, max).commits(), true);
        };
    Invocations unlucky = new Invocations(Described.queries(views.store(), broken, null));

    Answer first = unlucky.get("GET /customers/{id}/events", Map.of("id", "ada"), Map.of());
    assertThat(first.body().path("items").size()).isEqualTo(2);
    Answer second =
        unlucky.get(
            "GET /customers/{id}/events",
            Map.of("id", "ada"),
            Map.of("cursor", first.body().path("nextCursor").asString()));
    assertThat(second.status()).isEqualTo(500);
    assertThat(second.body().path("detail").asString()).contains("events of this customer");
  }

  private void append(String id, long version, CustomerEvent event) {
    log.append(
        new Commit<>(
            Described.CUSTOMER.stream(id),
            version,
            List.of(event),
            Instant.parse("2026-01-01T00:00:00Z"),
            new CommandStamp("c" + version, 0),
            Metadata.NONE));
  }
}
