package dev.headwater.customers.customer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EmailAddressTest {
  private static final String REFUSED = "must be an e-mail address such as a@example.com";

  @ParameterizedTest
  @ValueSource(
      ints = {
        0x9, 0xa, 0x1c, 0x20, 0x85, 0xa0, 0x1680, 0x2000, 0x2007, 0x2028, 0x202f, 0x205f, 0x3000
      })
  void white_space_of_any_kind_is_removed_around_it_and_refused_inside(int codePoint) {
    String space = Character.toString(codePoint);

    assertThat(new EmailAddress(space + "ada@example.com" + space + space).value())
        .isEqualTo("ada@example.com");
    assertRefused("a" + space + "da@example.com");
    assertRefused("ada@exam" + space + "ple.com");
    assertRefused("ada@" + space + "example.com");
  }

  /** Control, format and bidirectional characters, fillers, variation selectors, no characters. */
  @ParameterizedTest
  @ValueSource(
      ints = {
        0x0, 0x7f, 0xad, 0x34f, 0x61c, 0x115f, 0x1160, 0x17b4, 0x180b, 0x180e, 0x200b, 0x200c,
        0x200d, 0x200e, 0x200f, 0x202a, 0x202e, 0x2060, 0x2066, 0x2069, 0x206f, 0x3164, 0xfe00,
        0xfe0f, 0xfeff, 0xffa0, 0xfff9, 0x1d173, 0xe0001, 0xe0100, 0xe01ef, 0xe000, 0x378, 0xffff,
        0xd800
      })
  void refuses_what_nobody_sees(int codePoint) {
    String hidden = Character.toString(codePoint);

    assertRefused("a" + hidden + "da@example.com");
    assertRefused(hidden + "ada@example.com");
    assertRefused("ada@exam" + hidden + "ple.com");
    assertRefused("ada@example.com" + hidden);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a..b",
        ".a",
        "a.",
        ".",
        "a,b",
        "a(b)",
        "a<b",
        "a>b",
        "a[b",
        "a]b",
        "a:b",
        "a;b",
        "a\\b",
        "a\"b",
        "\"ab",
        "ab\"",
        "\"a\"b\"",
        "\"a\\\"",
        "\"",
        "a\u037eb",
        "\"a b\""
      })
  void refuses_a_local_part_that_rfc_5321_refuses(String local) {
    assertRefused(local + "@example.com");
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '|',
      textBlock =
          """
          |!#$%&'*+-/=?^_`{}~@example.com|, |!#$%&'*+-/=?^_`{}~@example.com|
          "Ada"@example.com,               ada@example.com
          "A\\d\\a.B"@example.com,         ada.b@example.com
          "a..b"@example.com,              "a..b"@example.com
          |"A,\\"\\\\\\B"@example.com|,    |"a,\\"\\\\b"@example.com|
          "a@b"@example.com,               "a@b"@example.com
          "u\\\u0308"@example.com,         \u00fc@example.com
          ""@example.com,                  ""@example.com
          """)
  void quotes_stay_where_they_are_needed(String given, String normal) {
    assertThat(new EmailAddress(given).value()).isEqualTo(normal);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "b\u00fccher.example",
        "B\u00dcCHER.Example",
        "bu\u0308cher.example",
        "xn--bcher-kva.example",
        "XN--BCHER-KVA.EXAMPLE",
        "b\u00fccher\u3002example",
        "b\u00fccher\uff0eexample",
        "b\u00fccher\uff61example",
        "\uff42\u00fc\uff43\uff48\uff45\uff52.\uff45\uff58\uff41\uff4d\uff50\uff4c\uff45"
      })
  void one_domain_is_one_domain_however_it_is_written(String domain) {
    assertThat(new EmailAddress("Ada@" + domain).value()).isEqualTo("ada@b\u00fccher.example");
  }

  /** Non-transitional: IDNA2003 took these for ss, \u03c3 and nothing. */
  @ParameterizedTest
  @CsvSource({
    "fa\u00df.example, fa\u00df.example",
    "xn--fa-hia.example, fa\u00df.example",
    "FA\u1e9e.example, fa\u00df.example",
    "FASS.example, fass.example",
    "\u03b1\u03c2.example, \u03b1\u03c2.example",
    "xn--mxa8a.example, \u03b1\u03c2.example",
    "\u0391\u03a3.example, \u03b1\u03c3.example",
    "xn--mgba3gch31f060k.example, \u0646\u0627\u0645\u0647\u200c\u0627\u06cc.example"
  })
  void a_domain_keeps_the_letters_that_deviate(String given, String normal) {
    assertThat(new EmailAddress("a@" + given).value()).isEqualTo("a@" + normal);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "b",
        "r3---sn.example.com",
        "1.example",
        "col\u00b7lega.example",
        "xn--i-7iq.example",
        "\u4f8b\u3048.\u30c6\u30b9\u30c8"
      })
  void accepts_a_domain_that_uts_46_accepts(String domain) {
    assertThat(new EmailAddress("a@" + domain).value()).startsWith("a@");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "example..com",
        ".example.com",
        "example.com.",
        "-a.example",
        "a-.example",
        "exam_ple.com",
        "xn--.example",
        "xn--abc.example",
        "xn--zzzz.example",
        "\u0301a.example",
        "1\u05e0a.example",
        "a\u200db.example",
        "[127.0.0.1]",
        "example\uff0e\u3002com",
        "\uff20example.com",
        "exa\ufffdmple.com"
      })
  void refuses_a_domain_that_is_none(String domain) {
    assertRefused("ada@" + domain);
  }

  @Test
  void a_label_has_at_most_63_octets_and_a_domain_253_in_ascii() {
    String longest = "b".repeat(63);
    assertThat(new EmailAddress("a@" + longest + ".example").value()).hasSize(73);
    assertRefused("a@" + longest + "b.example");
    assertThat(new EmailAddress("a@" + "\u00e9".repeat(57) + ".example").value()).hasSize(67);
    assertRefused("a@" + "\u00e9".repeat(58) + ".example");
    String wide = "\u00e9".repeat(57) + ".";
    assertThat(new EmailAddress("a@" + wide.repeat(3) + "b".repeat(61)).value()).hasSize(237);
    assertRefused("a@" + wide.repeat(3) + "b".repeat(62));
  }

  @Test
  void lengths_are_counted_in_code_points_of_the_normal_form() {
    String local = "\ud801\udc28".repeat(64);
    assertThat(new EmailAddress(local + "@example.com").value()).startsWith(local);
    assertRefused(local + "a@example.com");
    assertThat(new EmailAddress("e\u0301".repeat(64) + "@example.com").value())
        .isEqualTo("\u00e9".repeat(64) + "@example.com");

    String domain = "b".repeat(63) + "." + "c".repeat(63) + "." + "d".repeat(61);
    assertThat(new EmailAddress("a".repeat(64) + "@" + domain).value()).hasSize(254);
    assertThatThrownBy(() -> new EmailAddress("a".repeat(65) + "@" + domain))
        .hasMessage("must have at most 254 characters");
  }

  /** It would be minutes of Punycode. */
  @Test
  void refuses_a_huge_email_at_once() {
    String huge = ("xn--" + "a".repeat(1_900) + ".").repeat(50_000);
    assertThatThrownBy(() -> new EmailAddress("a@" + huge))
        .hasMessage("must have at most 254 characters");
    assertThat(EmailPattern.normalise("*@" + huge)).isEqualTo("*@" + huge);
  }

  private static void assertRefused(String given) {
    assertThatThrownBy(() -> new EmailAddress(given))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(REFUSED);
  }
}
