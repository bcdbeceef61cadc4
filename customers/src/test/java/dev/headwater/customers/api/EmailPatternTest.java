package dev.headwater.customers.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.headwater.customers.customer.EmailAddress;
import dev.headwater.customers.customer.EmailPattern;
import dev.headwater.query.WildcardPattern;
import java.util.Locale;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Patterns and addresses together: both come into one normal form. */
class EmailPatternTest {
  /** Whose upper case is that of no other letter; some of it has two or three letters. */
  private static final String[] LETTERS =
      "a z é Å İ ñ σ ς Σ ά ΐ Ω ſ µ ϐ ж Ё 漢 𐐀 i o\u0323\u0302 7 . - +".split(" ");

  private static final int ADDRESSES = 300;

  private final Random random = new Random(20260801);

  @Test
  void a_final_sigma_is_a_sigma() {
    assertThat(matches("ΑΣ*", "ασα@x.de")).isTrue();
    assertThat(matches("ας*", "ΑΣΑ@x.de")).isTrue();
    assertThat(matches("*ας@x.de", "ΝΙΚΟΛΑΣ@X.DE")).isTrue();
    assertThat(matches("*ΑΣ@x.de", "νικολας@x.de")).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "*@mail.B\u00dcCHER.example",
        "*@mail.xn--bcher-kva.example",
        "*@MAIL.XN--BCHER-KVA.EXAMPLE",
        "*@mail.bu\u0308cher.example",
        "*@mail.\uff42\u00fccher\u3002EXAMPLE",
        "ada@*.xn--bcher-kva.example",
        "*@*.xn--bcher-kva.*",
        "*@mail.xn--bcher-kva.ex?mple",
        "*.xn--bcher-kva.example",
        "*.xn--bcher-kva.*",
        "*@mail.b?cher.example",
        "*@*B\u00dcC*",
        "*@*\uff43\uff48\uff45\uff52\u3002ex*",
        "*cher.example",
        "*\u00fccher*",
        "\"A\\\\d\\\\a\"@*",
        "\u00a0ADA@mail.xn--bcher-kva.example\u2007",
        "\\ADA@*"
      })
  void a_pattern_in_any_spelling_finds_the_address(String pattern) {
    assertThat(matches(pattern, "Ada@mail.Bu\u0308cher.example")).isTrue();
    assertThat(matches(pattern, "ada@MAIL.xn--bcher-kva.example")).isTrue();
    assertThat(matches(pattern, "bob@mail.buecher.eg")).isFalse();
  }

  /** As the documents say. */
  @Test
  void what_is_cut_by_a_wildcard_is_taken_as_it_stands() {
    assertThat(matches("*@xn--bcher*", "a@b\u00fccher.example")).isFalse();
    assertThat(matches("*\uff42\u00fccher.example", "a@b\u00fccher.example")).isFalse();
    assertThat(matches("*@*\uff42\u00fccher.example", "a@b\u00fccher.example")).isTrue();
  }

  @Test
  void a_final_sigma_of_a_domain_is_a_letter_of_its_own() {
    assertThat(matches("*@*\u03bb\u03b1\u03c2.gr", "a@\u03bb\u03b1\u03c2.gr")).isTrue();
    assertThat(matches("*@\u03bb\u03b1\u03c2.gr", "a@\u03bb\u03b1\u03c3.gr")).isFalse();
    assertThat(matches("*@\u039b\u0391\u03a3.gr", "a@\u03bb\u03b1\u03c3.gr")).isTrue();
  }

  @Test
  void an_escaped_wildcard_stays_one() {
    assertThat(matches("\\*\u00dc\\?@*", "*\u00fc?@example.com")).isTrue();
    assertThat(matches("\\*\u00dc\\?@*", "a\u00fcb@example.com")).isFalse();
    assertThatThrownBy(() -> pattern("\u00fc\\"))
        .hasMessageStartingWith("must not end within an escape");
    assertThat(matches("\u00fc\\\\*", "\"\u00fc\\\\\"@example.com")).isFalse();
    assertThat(matches("*\u00fc\\\\*", "\"\u00fc\\\\\"@example.com")).isTrue();
  }

  @Test
  void the_normal_form_of_a_pattern_is_its_own_normal_form() {
    String[] pieces =
        ("a B \u00fc \u00dc \u03c2 \uff41 \u3002 . @ \" \\\\ \\* \\? * ? xn-- xn--bcher-kva "
                + "\u0301 \u00ad \ufdd0 \ufdd1 \ud800 \u2488")
            .split(" ", -1);
    for (int i = 0; i < 20_000; i++) {
      String pattern =
          IntStream.range(0, 1 + random.nextInt(8))
              .mapToObj(_ -> pieces[random.nextInt(pieces.length)])
              .collect(Collectors.joining());
      String once = EmailPattern.normalise(pattern);
      if (!EmailPattern.normalise(once).equals(once)) {
        assertThat(EmailPattern.normalise(once)).as(pattern).isEqualTo(once);
      }
    }
  }

  @Test
  void any_part_of_an_address_finds_it_in_capitals_too() {
    for (int address = 0; address < ADDRESSES; address++) {
      String email = EmailAddress.normalise(draw() + "@x" + random.nextInt(10) + ".de");
      for (int from = 0; from < email.length(); from = email.offsetByCodePoints(from, 1)) {
        for (int to = from; to < email.length(); ) {
          to = email.offsetByCodePoints(to, 1);
          String part = email.substring(from, to);
          assertThat(matches("*" + part + "*", email)).as(part).isTrue();
          assertThat(matches("*" + part.toUpperCase(Locale.ROOT) + "*", email)).as(part).isTrue();
        }
      }
    }
  }

  private String draw() {
    return IntStream.range(0, 1 + random.nextInt(8))
        .mapToObj(_ -> LETTERS[random.nextInt(LETTERS.length)])
        .collect(Collectors.joining());
  }

  private static WildcardPattern pattern(String text) {
    return new WildcardPattern(EmailPattern.parse(text));
  }

  private static boolean matches(String pattern, String email) {
    return pattern(pattern).matches(EmailAddress.normalise(email));
  }
}
