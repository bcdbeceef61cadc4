package dev.headwater.customers.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headwater.customers.api.Invocations.Answer;
import dev.headwater.customers.customer.CustomerCommand.UpdateEmail;
import dev.headwater.customers.customer.CustomerId;
import dev.headwater.customers.customer.EmailAddress;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Look-ups by callers who know more than the views. */
class OwnWritesTest {
  private final LaggingViews customers = new LaggingViews();

  @AfterEach
  void stop() {
    customers.close();
  }

  @Test
  void a_look_up_sees_the_version_that_it_asks_for() {
    customers.register("ada", "ada@example.com");

    assertThat(customers.lookUp("ada", Map.of()).status()).isEqualTo(404);
    Answer answer = customers.lookUp("ada", Map.of("minVersion", "1"));
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.header("etag")).isEqualTo("\"1\"");
    assertThat(answer.body().path("email").asString()).isEqualTo("ada@example.com");
    assertThat(
            customers
                .api
                .invoke(
                    """
                    {"queryType":"GetCustomerById","customerId":"ada","minVersion":1}\
                    """)
                .body())
        .isEqualTo(answer.body());
  }

  @Test
  void a_view_that_is_new_enough_costs_no_read_of_the_log_and_one_behind_costs_one() {
    customers.register("ada", "ada@example.com");
    customers.project("ada");
    assertThat(customers.lookUp("ada", Map.of("minVersion", "1")).status()).isEqualTo(200);
    assertThat(customers.logReads).hasValue(0);

    customers.handle(new UpdateEmail(new CustomerId("ada"), new EmailAddress("a@x.de")));
    assertThat(customers.lookUp("ada", Map.of("minVersion", "2")).body().path("email").asString())
        .isEqualTo("a@x.de");
    assertThat(customers.logReads).hasValue(1);
  }

  @Test
  void a_version_that_nobody_has_written_is_a_bad_request() {
    customers.register("ada", "ada@example.com");

    for (Answer answer :
        List.of(
            customers.lookUp("ada", Map.of("minVersion", "2")),
            customers.list(Map.of("after", "ada@2")),
            customers.list(Map.of("email", "*", "after", "ada@2")))) {
      assertThat(answer.status()).isEqualTo(400);
      assertThat(answer.problem()).isEqualTo("unknown-version");
      assertThat(answer.body().path("actualVersion").asLong()).isEqualTo(1);
    }
    assertThat(customers.lookUp("nobody", Map.of("minVersion", "1")).status()).isEqualTo(400);
    assertThat(customers.lookUp("ada", Map.of("minVersion", "one")).problem())
        .isEqualTo("invalid-fields");
    for (String malformed : List.of("ada", "@1", "ada@", "ada@x", "a b@1")) {
      assertThat(customers.list(Map.of("after", malformed)).problem()).isEqualTo("invalid-fields");
    }
  }

  @Test
  void nothing_is_looked_up_when_no_time_is_left() {
    customers.register("ada", "ada@example.com");
    customers.project("ada");

    Answer late =
        customers
            .api
            .before(Instant.EPOCH)
            .get("GET /customers/{id}", Map.of("id", "ada"), Map.of());
    assertThat(late.status()).isEqualTo(503);
    assertThat(late.problem()).isEqualTo("unavailable");
  }
}
