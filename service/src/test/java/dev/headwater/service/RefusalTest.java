package dev.headwater.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RefusalTest {
  @Test
  void each_kind_has_its_status() {
    assertThat(Refusal.conflict("It is sent").status()).isEqualTo(409);
    assertThat(Refusal.unprocessable("It is too heavy").status()).isEqualTo(422);
    assertThat(Refusal.forbidden("It is not yours").status()).isEqualTo(403);
    assertThat(Refusal.unknown()).matches(Refusal::isUnknown);
    assertThat(Refusal.unknown().because("It was removed.")).matches(Refusal::isUnknown);
    assertThat(new Refusal(404, "There is no such parcel", null).isUnknown()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(ints = {200, 399, 500})
  void refuses_a_status_that_says_something_else(int status) {
    refused(
        () -> new Refusal(status, "It is sent", null),
        "A refusal's status is 400 to 499, not " + status);
  }

  @Test
  void refuses_a_refusal_without_a_title() {
    refused(
        () -> Refusal.conflict(""), "A refusal of status 409 needs a title: one short sentence");
    refused(() -> new Refusal(404, " ", null), "A refusal of status 404 needs a title");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "Unknown", "no parcel", "-x"})
  void refuses_an_answers_reason_that_names_no_problem(String reason) {
    refused(
        () -> Answer.refused(reason, Refusal.conflict("It is sent")),
        "The reason of a refusal must be 1 to 64 small letters, digits and hyphens");
  }

  private static void refused(ThrowingCallable refusal, String sentence) {
    assertThatThrownBy(refusal)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(sentence);
  }
}
