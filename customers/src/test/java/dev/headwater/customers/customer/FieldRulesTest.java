package dev.headwater.customers.customer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FieldRulesTest {
  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '|',
      textBlock =
          """
          ada@example.com,            ada@example.com
          | Ada@Example.COM |,        ada@example.com
          o'brien+tag@mail.example.co.uk, o'brien+tag@mail.example.co.uk
          a@b,                        a@b
          MÜLLER@exämple.de,          müller@exämple.de
          İ@example.com,              i̇@example.com
          ΝΊΚΟΣ.Σ@example.com,        νίκοσ.σ@example.com
          """)
  void an_email_has_one_normal_form(String given, String normal) {
    assertThat(new EmailAddress(given).value()).isEqualTo(normal);
  }

  @Test
  void composed_and_decomposed_letters_are_the_same_email() {
    assertThat(new EmailAddress("u\u0308ber@example.com"))
        .isEqualTo(new EmailAddress("\u00fcber@example.com"));
  }

  /** Every letter with every mark above the basic ones: normalising again changes nothing. */
  @Test
  void the_normal_form_is_its_own_normal_form() {
    for (int letter = 'A'; letter < 0x600; letter++) {
      for (int mark = 0x300; mark < 0x370; mark++) {
        String once = EmailAddress.normalise(Character.toString(letter) + Character.toString(mark));
        if (!EmailAddress.normalise(once).equals(once)) {
          assertThat(EmailAddress.normalise(once)).as("%x %x", letter, mark).isEqualTo(once);
        }
      }
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "ada",
        "@example.com",
        "ada@",
        "a da@example.com",
        "ada@exam ple.com",
        "ada@@example.com",
        "ada@b@example.com",
        "ada@.com",
        "ada@example.",
        "ada@-example.com",
        "ada\u0000@example.com",
        "ada\n@example.com",
        "ada\u202e@example.com"
      })
  void refuses_what_is_no_email(String given) {
    assertThatThrownBy(() -> new EmailAddress(given))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("must be an e-mail address such as a@example.com");
  }

  @Test
  void an_email_has_at_most_254_characters() {
    String longest =
        "a".repeat(64) + "@" + "b".repeat(63) + "." + "c".repeat(63) + "." + "d".repeat(61);
    assertThat(new EmailAddress(longest).value()).hasSize(254);
    assertThatThrownBy(() -> new EmailAddress(longest + "d"))
        .hasMessage("must have at most 254 characters");
  }

  @Test
  void an_email_shows_itself_to_no_log() {
    assertThat(new EmailAddress("ada@example.com").toString()).doesNotContain("ada");
    assertThat(new Text("Ada Lovelace").toString()).doesNotContain("Ada");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a b", "a#b", "ä", "a/b", "a.b", "a\n"})
  void refuses_what_is_no_customer_id(String given) {
    assertThatThrownBy(() -> new CustomerId(given)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void a_customer_id_has_1_to_64_characters() {
    assertThat(new CustomerId("a_B-9".repeat(12) + "abcd").value()).hasSize(64);
    assertThatThrownBy(() -> new CustomerId("a".repeat(65)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"a\tb", "a\nb", "a\u0000b", "a\u2028b", "a\ud800b"})
  void a_text_has_no_control_characters(String given) {
    assertThatThrownBy(() -> new Text(given)).hasMessage("must not contain control characters");
  }

  @ParameterizedTest
  @ValueSource(ints = {0xD800, 0xDFFF, 0xFDD0, 0xFDEF, 0xFFFE, 0xFFFF, 0x1FFFE, 0x10FFFF})
  void no_field_has_a_noncharacter_or_half_of_a_pair(int codePoint) {
    String bad = Character.toString(codePoint);
    for (String given : List.of(bad + "a", "a" + bad + "b", "a" + bad)) {
      assertRefused(() -> new Text(given));
      assertRefused(() -> new CustomerId(given));
      assertRefused(() -> new EmailAddress(given + "@example.com"));
      assertRefused(() -> new EmailAddress("ada@" + given + ".com"));
    }
  }

  private static void assertRefused(ThrowingCallable field) {
    assertThatThrownBy(field)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("must ");
  }

  /** Zero width, fillers, a blank in Braille, marks without a letter. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "\u200b",
        "\u200d\ufeff",
        "\u3164",
        "\u115f\u1160",
        "\uffa0",
        "\u2800",
        "\u034f",
        "\ufe0f",
        "\u0301",
        "\ue000",
        "\u2060 \u00ad"
      })
  void a_text_has_a_visible_character(String given) {
    assertThatThrownBy(() -> new Text(given))
        .hasMessage("must have a letter, a digit or another visible character");
    assertThat(new Text(given + "7" + given).value()).contains("7");
  }

  @ParameterizedTest
  @ValueSource(strings = {"\u0085", "\u00a0", "\u2007", "\u202f", "\u3000", "\u001c"})
  void white_space_of_any_kind_is_removed_around_a_text(String space) {
    assertThat(new Text(space + "Ada Byron " + space).value()).isEqualTo("Ada Byron");
  }

  @Test
  void a_text_has_1_to_200_characters() {
    assertThat(new Text(" Ada ").value()).isEqualTo("Ada");
    assertThat(new Text("\ud83d\ude00".repeat(200)).value()).hasSize(400);
    assertThatThrownBy(() -> new Text("   ")).hasMessage("must have 1 to 200 characters");
    assertThatThrownBy(() -> new Text("x".repeat(201))).hasMessage("must have 1 to 200 characters");
  }
}
