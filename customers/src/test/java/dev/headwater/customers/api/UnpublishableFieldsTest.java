package dev.headwater.customers.api;

import static dev.headwater.customers.api.CustomerService.ADA;
import static org.assertj.core.api.Assertions.assertThat;

import dev.headwater.customers.api.Invocations.Answer;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Characters that no transport carries, as they come: mostly as an escape in ASCII. */
class UnpublishableFieldsTest {
  private final CustomerService service = new CustomerService(true);

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\\uffff",
        "\\ufffe",
        "\\ufdd0",
        "\\ud83f\\udffe",
        "\\ud800",
        "\\udfff",
        "\uffff",
        "\udbff\udfff"
      })
  void are_refused_in_every_field_by_its_name(String bad) {
    assertRefused(service.register(customer("Ada" + bad, "a@example.com"), Map.of()), "name");
    assertRefused(service.register(customer("Ada", bad + "a@example.com"), Map.of()), "email");
    assertRefused(service.register(customer("Ada", "a@e" + bad + ".com"), Map.of()), "email");
    assertRefused(invoke("RegisterCustomer", customer("Z" + bad, "z@example.com")), "name");
    assertThat(service.commits("c1")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"\\uffff", "\\ufdef", "\\ud83f\\udfff", "\\udc00"})
  void are_refused_of_a_customer_that_exists(String bad) {
    service.register(ADA, Map.of());

    assertRefused(service.updateEmail("ada", "a" + bad + "@example.com"), "newEmail");
    assertRefused(
        service.api.http(
            "POST /customers/{id}/suspend",
            Map.of("id", "ada"),
            Map.of(),
            CustomerService.json(Map.of()),
            "{\"reason\":\"un" + bad + "paid\"}"),
        "reason");
    assertRefused(
        invoke("SuspendCustomer", "{\"customerId\":\"ada\",\"reason\":\"" + bad + "\"}"), "reason");
    assertRefused(
        invoke("SuspendCustomer", "{\"customerId\":\"a" + bad + "\",\"reason\":\"unpaid\"}"),
        "customerId");
    assertThat(service.commits("ada")).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"\uffff", "\ufffe", "\ufdd0", "a\udbff\udffeb"})
  void are_refused_in_a_key_and_left_out_of_a_correlation_id(String bad) {
    assertRefused(service.register(ADA, Map.of("idempotency-key", "k" + bad)), "Idempotency-Key");
    assertThat(service.register(ADA, Map.of("x-correlation-id", "r" + bad)).status())
        .isEqualTo(201);
    assertThat(service.commits("ada"))
        .singleElement()
        .satisfies(commit -> assertThat(commit.metadata().correlationId()).isEqualTo("request-1"));
  }

  private Answer invoke(String commandType, String payload) {
    return service.api.invoke(
        "{\"commandType\":\"" + commandType + "\",\"payload\":" + payload + "}");
  }

  private static String customer(String name, String email) {
    return "{\"customerId\":\"c1\",\"email\":\"" + email + "\",\"name\":\"" + name + "\"}";
  }

  private static void assertRefused(Answer answer, String field) {
    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.problem()).isEqualTo("invalid-fields");
    assertThat(answer.body().path("errors").propertyNames()).containsExactly(field);
  }
}
