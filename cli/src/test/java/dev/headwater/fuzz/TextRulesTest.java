package dev.headwater.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TextRulesTest {
  @ParameterizedTest
  @ValueSource(strings = {"Ada", "\u05D0", "\uD83D\uDE00", "a\u200Db", "e\u0301", "\uE000"})
  void takes_texts(String text) {
    assertThat(TextRules.textFault(text)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "\u200B",
        "\u3164\u00A0",
        "a\uFFFF",
        "\uFDD0a",
        "a\uDBFF\uDFFF",
        "a\uD800",
        "\uDC00a",
        "a\u0000",
        "a\u0085b",
        "a\u007F"
      })
  void finds_what_no_text_may_hold(String text) {
    assertThat(TextRules.textFault(text)).isPresent();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ada@zqx.example",
        "a.b+c@b\u00FCcher.example",
        "\"a.b\"@zqx.example",
        "\u03C3@zqx.example"
      })
  void takes_emails(String email) {
    assertThat(TextRules.emailFault(email)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ada",
        "@zqx.example",
        "a..b@zqx.example",
        ".a@zqx.example",
        "a.@zqx.example",
        "a b@zqx.example",
        "a\u00A0@zqx.example",
        "a\u200B@zqx.example",
        "a\u202E@zqx.example",
        "a(b)@zqx.example",
        "a@zqx..example",
        "a@xn--bcher-kva.example",
        "a@\uFF5Aqx.example",
        "a@zqx\u3002example",
        "a@zqx.example.",
        "a\uFFFF@zqx.example"
      })
  void finds_what_no_email_may_hold(String email) {
    assertThat(TextRules.emailFault(email)).isPresent();
  }
}
