package dev.headwater.customers.api;

import static dev.headwater.customers.api.CustomerService.ADA;
import static org.assertj.core.api.Assertions.assertThat;

import dev.headwater.customers.api.Invocations.Answer;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Commands over HTTP that are refused. */
class CommandRefusalTest {
  private final CustomerService service = new CustomerService(false);

  @Test
  void refuses_an_idempotency_key_that_another_command_has() {
    service.register(ADA, Map.of("idempotency-key", "k-1"));

    Answer answer =
        service.register(ADA.replace("Lovelace", "Byron"), Map.of("idempotency-key", "k-1"));

    assertThat(answer.status()).isEqualTo(422);
    assertThat(answer.problem()).isEqualTo("command-id-reused");
  }

  @Test
  void tells_each_refusal_apart() {
    assertThat(service.suspend().problem()).isEqualTo("unknown-customer");
    assertThat(service.suspend().status()).isEqualTo(404);
    service.register(ADA, Map.of());
    assertThat(service.register(ADA, Map.of()).problem()).isEqualTo("already-registered");
    assertThat(service.reactivate("").problem()).isEqualTo("not-suspended");
    service.suspend();
    assertThat(service.suspend().problem()).isEqualTo("already-suspended");
    Answer update = service.updateEmail("{\"newEmail\":\"b@example.com\"}", Map.of());
    assertThat(update.problem()).isEqualTo("not-active");
    assertThat(update.status()).isEqualTo(409);
    assertThat(update.header("content-type")).isEqualTo("application/problem+json");
    assertThat(update.body().path("title").asString()).isEqualTo("The customer is not active");
    assertThat(update.body().path("status").asInt()).isEqualTo(409);
  }

  @Test
  void an_expected_version_of_an_unknown_customer_is_not_found() {
    assertThat(
            service
                .updateEmail("{\"newEmail\":\"b@example.com\"}", Map.of("if-match", "\"1\""))
                .problem())
        .isEqualTo("unknown-customer");
  }

  @Test
  void registers_nobody_under_the_id_that_is_a_route() {
    Answer answer = service.register(ADA.replace("ada", "count"), Map.of());

    assertThat(answer.problem()).isEqualTo("invalid-fields");
    assertThat(answer.body().at("/errors/customerId").asString())
        .isEqualTo("must not be 'count': GET /customers/count counts customers");
  }

  @Test
  void lists_all_wrong_fields_at_once_and_repeats_none_of_their_content() {
    Answer answer =
        service.register(
            "{\"customerId\":\"a b\",\"email\":\"nobody.secret\",\"name\":\"\","
                + "\"nickname\":\"secret\"}",
            Map.of());

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.problem()).isEqualTo("invalid-fields");
    assertThat(answer.body().path("errors").propertyNames())
        .containsExactly("customerId", "email", "name", "body");
    assertThat(answer.text()).doesNotContain("secret").doesNotContain("a b");
  }

  @Test
  void offers_no_field_that_it_would_refuse() {
    assertThat(service.reactivate("{\"reason\":\"paid\"}").body().at("/errors/body").asString())
        .isEqualTo("takes no fields");
    assertThat(
            service
                .updateEmail("{\"email\":\"b@example.com\"}", Map.of())
                .body()
                .at("/errors/body")
                .asString())
        .isEqualTo("has an unknown field; there are newEmail");
    assertThat(
            service
                .register("{\"mail\":\"b@example.com\"}", Map.of())
                .body()
                .at("/errors/body")
                .asString())
        .isEqualTo("has an unknown field; there are customerId, email, name");
  }

  @Test
  void names_missing_fields_and_those_of_another_type() {
    Answer answer = service.register("{\"customerId\":7,\"name\":null}", Map.of());

    assertThat(answer.body().path("errors").path("customerId").asString())
        .isEqualTo("must be a string");
    assertThat(answer.body().path("errors").path("email").asString()).isEqualTo("is missing");
    assertThat(answer.body().path("errors").path("name").asString()).isEqualTo("is missing");
  }

  @ParameterizedTest
  @ValueSource(strings = {"W/\"1\"", "*", "\"1\", \"2\"", "1", "\"01\"", "\"x\"", ""})
  void takes_only_one_strong_entity_tag(String ifMatch) {
    service.register(ADA, Map.of());

    Answer answer =
        service.updateEmail("{\"newEmail\":\"b@example.com\"}", Map.of("if-match", ifMatch));

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.problem()).isEqualTo("malformed-request");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "[]", "7", "{\"a\":1", "{} {}", "{\"a\":1,\"a\":2}"})
  void refuses_a_body_that_is_no_json_object(String body) {
    Answer answer = service.register(body, Map.of());

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.problem()).isEqualTo("malformed-request");
  }

  @Test
  void names_a_byte_order_mark_before_a_body_and_before_a_request() {
    String marked = "\uFEFF" + ADA;
    String base64 = Base64.getEncoder().encodeToString(marked.getBytes(StandardCharsets.UTF_8));
    for (Answer answer :
        List.of(
            service.register(marked, Map.of()),
            service.api.base64("POST /customers", CustomerService.json(Map.of()), base64),
            service.api.invoke(
                "\uFEFF{\"commandType\":\"RegisterCustomer\",\"payload\":" + ADA + "}"))) {
      assertThat(answer.status()).isEqualTo(400);
      assertThat(answer.text())
          .contains("malformed-request")
          .contains("begins with a byte order mark (U+FEFF): send it without one.");
    }
  }

  @Test
  void refuses_another_media_type() {
    Answer answer =
        service.api.http(
            "POST /customers", Map.of(), Map.of(), Map.of("content-type", "text/plain"), ADA);

    assertThat(answer.status()).isEqualTo(415);
    assertThat(answer.problem()).isEqualTo("unsupported-media-type");
  }

  @Test
  void refuses_a_body_that_is_too_large() {
    Answer answer = service.register("{\"name\":\"" + "x".repeat(17_000) + "\"}", Map.of());

    assertThat(answer.status()).isEqualTo(413);
  }

  @Test
  void refuses_query_parameters_and_an_id_in_body_and_path() {
    service.register(ADA, Map.of());

    assertThat(
            service
                .api
                .http(
                    "POST /customers/{id}/reactivate",
                    Map.of("id", "ada"),
                    Map.of("force", "1"),
                    Map.of(),
                    "")
                .status())
        .isEqualTo(400);
    assertThat(service.reactivate("{\"customerId\":\"bob\"}").status()).isEqualTo(400);
  }

  @Test
  void refuses_an_idempotency_key_that_is_too_long() {
    Answer answer = service.register(ADA, Map.of("idempotency-key", "k".repeat(257)));
    assertThat(
            service
                .register("{}", Map.of("idempotency-key", "k k"))
                .body()
                .path("errors")
                .propertyNames())
        .contains("Idempotency-Key", "email", "name");

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.body().path("errors").propertyNames()).containsExactly("Idempotency-Key");
  }

  @Test
  void expecting_a_version_of_a_customer_that_is_to_be_registered_is_stale() {
    assertThat(service.register(ADA, Map.of("if-match", "\"3\"")).status()).isEqualTo(412);
  }
}
