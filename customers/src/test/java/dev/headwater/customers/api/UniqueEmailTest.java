package dev.headwater.customers.api;

import static dev.headwater.customers.api.CustomerService.ADA;
import static org.assertj.core.api.Assertions.assertThat;

import dev.headwater.customers.api.Invocations.Answer;
import java.util.Map;
import org.junit.jupiter.api.Test;

class UniqueEmailTest {
  private final CustomerService service = new CustomerService(true);

  @Test
  void a_taken_email_cannot_be_registered() {
    service.register("ada", "ada@example.com");

    assertTaken(service.register("eve", "ada@example.com"));
    assertThat(service.commits("eve")).isEmpty();
    assertThat(service.register("eve", "eve@example.com").status()).isEqualTo(201);
  }

  @Test
  void an_email_cannot_be_changed_to_a_taken_one() {
    service.register("ada", "ada@example.com");
    service.register("eve", "eve@example.com");

    assertTaken(service.updateEmail("eve", "ada@example.com"));
    assertThat(service.commits("eve")).hasSize(1);
    assertTaken(service.register("bob", "eve@example.com"));
  }

  @Test
  void spelling_makes_no_other_email() {
    service.register("ada", "\u00e0da@example.com");

    assertTaken(service.register("eve", " A\u0300DA@Example.COM "));
    service.register("bob", "bob@b\u00fccher.example");
    assertTaken(service.register("eve", "Bob@xn--bcher-kva.example"));
    assertTaken(service.register("eve", "\u3000BOB@\uff22\u00dccher\u3002EXAMPLE"));
    assertTaken(service.register("eve", "\\\"bob\\\"@B\u00dcCHER.example"));
  }

  @Test
  void the_own_email_is_not_taken_however_it_is_spelt() {
    service.register("ada", "ada@example.com");

    Answer same = service.updateEmail("ada", "ada@example.com");
    Answer respelt = service.updateEmail("ada", " ADA@Example.com");

    assertThat(same.status()).isEqualTo(200);
    assertThat(respelt.status()).isEqualTo(200);
    assertThat(respelt.body().path("version").asLong()).isEqualTo(1);
    assertThat(service.commits("ada")).hasSize(1);
  }

  @Test
  void an_email_that_was_given_up_is_free() {
    service.register("ada", "ada@example.com");
    service.updateEmail("ada", "countess@example.com");

    assertThat(service.register("eve", "ada@example.com").status()).isEqualTo(201);
    assertTaken(service.updateEmail("ada", "ada@example.com"));
    assertTaken(service.register("bob", "countess@example.com"));
  }

  @Test
  void suspended_customers_keep_their_email() {
    service.register("ada", "ada@example.com");
    service.suspend();

    assertTaken(service.register("eve", "ada@example.com"));
    service.reactivate("");
    assertTaken(service.register("eve", "ada@example.com"));
    assertThat(service.updateEmail("ada", "countess@example.com").status()).isEqualTo(200);
  }

  @Test
  void a_repeated_registration_does_not_trip_over_its_own_email() {
    Map<String, String> key = Map.of("idempotency-key", "k-1");
    Answer first = service.register(ADA, key);

    assertThat(first.status()).isEqualTo(201);
    assertThat(service.register(ADA, key).text()).isEqualTo(first.text());
    assertThat(service.deployed(true).register(ADA, key).text()).isEqualTo(first.text());
    assertThat(service.commits("ada")).hasSize(1);
  }

  @Test
  void switched_off_any_number_may_have_the_same() {
    CustomerService off = service.deployed(false);
    off.register("ada", "ada@example.com");

    assertThat(off.register("eve", "ada@example.com").status()).isEqualTo(201);
    off.register("bob", "bob@example.com");
    assertThat(off.updateEmail("bob", "ada@example.com").status()).isEqualTo(200);
  }

  @Test
  void switched_on_later_it_locks_nobody_out() {
    CustomerService before = service.deployed(false);
    before.register("ada", "shared@example.com");
    before.register("eve", "shared@example.com");

    assertThat(service.suspend().status()).isEqualTo(200);
    assertThat(service.reactivate("").status()).isEqualTo(200);
    assertThat(service.updateEmail("ada", "shared@example.com").status()).isEqualTo(200);
    assertThat(service.updateEmail("ada", "ada@example.com").status()).isEqualTo(200);
    assertThat(service.register("bob", "shared@example.com").status()).isEqualTo(201);
    assertThat(service.updateEmail("eve", "eve@example.com").status()).isEqualTo(200);
    assertTaken(service.register("zoe", "shared@example.com"));
    assertTaken(service.register("zoe", "eve@example.com"));
  }

  @Test
  void a_direct_invoke_is_told_the_same() {
    service.register("ada", "ada@example.com");

    Answer answer =
        service.api.invoke(
            "{\"commandType\":\"RegisterCustomer\",\"payload\":"
                + ADA.replace("\"ada\"", "\"eve\"")
                + "}");

    assertThat(answer.status()).isEqualTo(409);
    assertThat(answer.problem()).isEqualTo("email-taken");
  }

  private static void assertTaken(Answer answer) {
    assertThat(answer.status()).isEqualTo(409);
    assertThat(answer.problem()).isEqualTo("email-taken");
    assertThat(answer.text()).doesNotContain("example.com");
  }
}
