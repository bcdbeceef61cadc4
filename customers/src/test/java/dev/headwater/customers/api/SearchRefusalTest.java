package dev.headwater.customers.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headwater.customers.api.Invocations.Answer;
import dev.headwater.service.http.Json;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Searches that are refused: for their patterns, other fields, or cursors. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SearchRefusalTest {
  private final SearchedCustomers customers = new SearchedCustomers();

  @AfterAll
  void stop() {
    customers.close();
  }

  @ParameterizedTest
  @ValueSource(
      ints = {
        0xFFFF, 0xFFFE, 0xFDD0, 0x1FFFE, 0x10FFFF, 0x1, 0x7F, 0x80, 0x85, 0x9F, 0xAD, 0x200B,
        0x2028, 0x202E, 0xE000, 0xFE0F
      })
  void a_pattern_that_no_email_can_match_is_refused_by_its_name(int codePoint) {
    String pattern = "*" + Character.toString(codePoint) + "*";

    Answer overHttp = customers.search(Map.of("email", pattern));
    assertThat(overHttp.status()).isEqualTo(400);
    assertThat(overHttp.body().path("errors").propertyNames()).containsExactly("email");
    Answer direct =
        customers.api.invoke(
            Json.object()
                .put("queryType", "SearchCustomersByEmail")
                .put("emailPattern", pattern)
                .toString());
    assertThat(direct.status()).isEqualTo(400);
    assertThat(direct.body().path("errors").propertyNames()).containsExactly("emailPattern");
  }

  @Test
  void a_pattern_says_whether_white_space_or_another_character_is_wrong() {
    for (String space : List.of(" ", "\t", "\u0085", "\u2028", "\u00a0")) {
      refuses(
          Map.of("email", "secret" + space + "*"),
          "email",
          "must not contain white space, which no e-mail has: in a URL, write a + as" + " %2B");
    }
    for (String hidden : List.of("\u007f", "\u009f", "\u200b", "\uffff", "\u0000")) {
      refuses(
          Map.of("email", "secret" + hidden + "*"),
          "email",
          "must have characters that an e-mail can have");
    }
    assertThat(customers.search(Map.of("email", "*\u200d*")).status())
        .as("a joiner, as in addresses")
        .isEqualTo(200);
  }

  @Test
  void names_what_is_wrong_and_repeats_nothing() {
    refuses(Map.of("email", ""), "email", "must not be empty");
    refuses(Map.of("email", "   "), "email", "must not be empty");
    refuses(Map.of("email", "s".repeat(257)), "email", "must have at most 256 characters");
    refuses(
        Map.of("email", "secret*a*b*c*d*e*f*g*h*i"),
        "email",
        "must have at most 8 wildcards (* and ?)");
    refuses(
        Map.of("email", "secret\\"),
        "email",
        "must not end within an escape: write \\\\ for a backslash");
    refuses(
        Map.of("email", "secret*", "order", "desc"),
        "order",
        "does not go with email: what is found is sorted by e-mail");
    refuses(
        Map.of("email", "secret tag@example.com"),
        "email",
        "must not contain white space, which no e-mail has: in a URL, write a + as %2B");
    refuses(
        Map.of("email", "secret*", "sort", "desc"),
        "query",
        "has an unknown field; there are after, cursor, email, limit, status");
    refuses(
        Map.of("email", "secret*", "limit", "101"),
        "limit",
        "must be a whole number from 1 to 100");
    refuses(
        Map.of("email", "secret*", "status", "active"),
        "status",
        "must be one of ACTIVE, SUSPENDED");
    Answer invoked =
        customers.api.invoke("{\"queryType\":\"SearchCustomersByEmail\",\"emailPattern\":\"\"}");
    assertThat(invoked.status()).isEqualTo(400);
    assertThat(invoked.text()).contains("emailPattern", "must not be empty");
    assertThat(customers.api.invoke("{\"queryType\":\"SearchCustomersByEmail\"}").status())
        .isEqualTo(400);
  }

  private void refuses(Map<String, String> query, String field, String message) {
    Answer answer = customers.search(query);

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.problem()).isEqualTo("invalid-fields");
    assertThat(answer.body().path("errors").path(field).asString()).isEqualTo(message);
    assertThat(answer.text()).doesNotContain("secret");
  }

  @Test
  void refuses_cursors_of_other_searches() {
    String cursor =
        customers
            .search(Map.of("email", "ada*", "limit", "1"))
            .body()
            .path("nextCursor")
            .asString();

    assertThat(customers.search(Map.of("email", "ad*", "cursor", cursor)).problem())
        .isEqualTo("malformed-request");
    assertThat(
            customers
                .search(Map.of("email", "ada*", "status", "ACTIVE", "cursor", cursor))
                .problem())
        .isEqualTo("malformed-request");
    assertThat(customers.search(Map.of("cursor", cursor)).problem()).isEqualTo("malformed-request");
    assertThat(customers.search(Map.of("email", "ada*", "cursor", cursor.substring(1))).problem())
        .isEqualTo("malformed-request");
  }

  @Test
  void refuses_the_cursor_of_a_pattern_with_the_same_hash_code() {
    assertThat("+B*").hasSameHashCodeAs("*a*");
    String cursor =
        customers.search(Map.of("email", "*a*", "limit", "1")).body().path("nextCursor").asString();

    assertThat(customers.search(Map.of("email", "*a*", "cursor", cursor)).status()).isEqualTo(200);
    assertThat(customers.search(Map.of("email", "+B*", "cursor", cursor)).problem())
        .isEqualTo("malformed-request");
  }
}
