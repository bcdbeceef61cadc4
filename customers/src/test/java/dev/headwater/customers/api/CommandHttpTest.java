package dev.headwater.customers.api;

import static dev.headwater.customers.api.CustomerService.ADA;
import static org.assertj.core.api.Assertions.assertThat;

import dev.headwater.customers.api.Invocations.Answer;
import dev.headwater.customers.customer.CustomerEvent;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Commands over HTTP that are carried out. */
class CommandHttpTest {
  private final CustomerService service = new CustomerService(false);

  @Test
  void registers_a_customer() {
    Answer answer = service.register(ADA, Map.of());

    assertThat(answer.status()).isEqualTo(201);
    assertThat(answer.header("location")).isEqualTo("/customers/ada");
    assertThat(answer.header("etag")).isEqualTo("\"1\"");
    assertThat(answer.header("content-type")).isEqualTo("application/json");
    assertThat(answer.body()).hasToString("{\"customerId\":\"ada\",\"version\":1}");
    assertThat(service.commits("ada"))
        .singleElement()
        .satisfies(
            commit -> {
              assertThat(commit.events())
                  .containsExactly(
                      new CustomerEvent.CustomerRegistered("ada@example.com", "Ada Lovelace"));
              assertThat(commit.metadata().correlationId()).isEqualTo("request-1");
            });
  }

  @Test
  void makes_an_id_for_a_customer_without_one() {
    String body = "{\"email\":\"a@example.com\",\"name\":\"A\"}";

    Answer first = service.register(body, Map.of());
    Answer second = service.register(body, Map.of());

    assertThat(first.body().path("customerId").asString()).matches("[0-9a-f]{32}");
    assertThat(second.status()).isEqualTo(201);
    assertThat(second.body().path("customerId")).isNotEqualTo(first.body().path("customerId"));
  }

  @Test
  void derives_the_id_from_the_idempotency_key_so_that_a_repeat_is_the_same_customer() {
    String body = "{\"email\":\"a@example.com\",\"name\":\"A\"}";

    Answer first = service.register(body, Map.of("idempotency-key", "k-1"));
    Answer repeat = service.register(body, Map.of("idempotency-key", "k-1"));

    assertThat(repeat.text()).isEqualTo(first.text());
    assertThat(service.commits(first.body().path("customerId").asString())).hasSize(1);
  }

  @Test
  void updates_an_email_and_tells_the_new_version() {
    service.register(ADA, Map.of());

    Answer answer = service.updateEmail("{\"newEmail\":\"countess@example.com\"}", Map.of());

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.header("etag")).isEqualTo("\"2\"");
    assertThat(answer.body()).hasToString("{\"customerId\":\"ada\",\"version\":2}");
  }

  @Test
  void updating_to_the_same_email_changes_nothing() {
    service.register(ADA, Map.of());

    Answer answer = service.updateEmail("{\"newEmail\":\" ADA@example.COM \"}", Map.of());

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.body().path("version").asLong()).isEqualTo(1);
    assertThat(service.commits("ada")).hasSize(1);
  }

  @Test
  void suspends_and_reactivates() {
    service.register(ADA, Map.of());

    assertThat(service.suspend().status()).isEqualTo(200);
    Answer reactivated = service.reactivate("");

    assertThat(reactivated.status()).isEqualTo(200);
    assertThat(reactivated.header("etag")).isEqualTo("\"3\"");
  }

  @Test
  void honours_the_expected_version() {
    service.register(ADA, Map.of());

    assertThat(
            service
                .updateEmail("{\"newEmail\":\"b@example.com\"}", Map.of("if-match", "\"1\""))
                .status())
        .isEqualTo(200);
    Answer stale =
        service.updateEmail("{\"newEmail\":\"c@example.com\"}", Map.of("if-match", "\"1\""));

    assertThat(stale.status()).isEqualTo(412);
    assertThat(stale.problem()).isEqualTo("stale-version");
    assertThat(stale.header("etag")).isEqualTo("\"2\"");
    assertThat(stale.body().path("actualVersion").asLong()).isEqualTo(2);
  }

  @Test
  void a_key_belongs_to_its_caller() {
    String body = "{\"email\":\"a@example.com\",\"name\":\"A\"}";

    Answer ada =
        service.api.as(
            "ada", "POST /customers", CustomerService.json(Map.of("idempotency-key", "1")), body);
    Answer bob =
        service.api.as(
            "bob", "POST /customers", CustomerService.json(Map.of("idempotency-key", "1")), body);

    assertThat(ada.status()).isEqualTo(201);
    assertThat(bob.status()).isEqualTo(201);
    assertThat(bob.body().path("customerId")).isNotEqualTo(ada.body().path("customerId"));
  }
}
