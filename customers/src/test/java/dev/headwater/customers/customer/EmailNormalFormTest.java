package dev.headwater.customers.customer;

import static org.assertj.core.api.Assertions.assertThat;

import java.text.Normalizer;
import java.text.Normalizer.Form;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The laws of the normal form, for every assigned character. */
class EmailNormalFormTest {
  private static final int DRAWN = 20_000;
  private static final String[] PIECES =
      ("a B \u00fc \u00df \u1e9e \u03c2 \u03a3 \u0130 \u0131 \u017f \uff41 \u3002 . .. - -- @ \" \\"
           + " \\\" xn-- XN--bcher-kva xn--zzzz * ? \u0301 \u0345 \u200c \u200d \u00ad \ufe0f"
           + " \u05e0 1 \u0661 \u037e \u2260 = \u0338 \ud800 \udc00 \uffff \ufffd _ \u4f8b \ufdfa"
           + " \u2488 \u13a0 \uab70 \u10a0")
          .split(" ");

  private final Random random = new Random(20261129);

  @Test
  void the_normal_form_with_any_character_is_its_own_normal_form() {
    forEveryCharacter(c -> assertStable(c + "\u0301@a" + c + "\u0301b"));
  }

  @Test
  void the_normal_form_of_any_text_is_its_own_normal_form() {
    for (int i = 0; i < DRAWN; i++) {
      assertStable(draw() + "@" + draw());
    }
    for (String piece : PIECES) {
      assertStable("a@" + piece.repeat(1_500));
      assertStable(piece.repeat(1_500) + "@" + piece);
    }
  }

  @Test
  void canonically_equivalent_addresses_are_one() {
    forEveryCharacter(
        c -> {
          String composed = Normalizer.normalize(c, Form.NFC);
          String decomposed = Normalizer.normalize(c, Form.NFD);
          if (!composed.equals(decomposed)
              && !areOne(
                  c + "@example.com", composed + "@example.com", decomposed + "@example.com")) {
            assertThat(c).as("%x", c.codePointAt(0)).isEmpty();
          }
        });
  }

  /** Of which one other letter is the other case; the documents name the exceptions. */
  @Test
  void upper_and_lower_case_are_the_same() {
    List<String> localParts = new ArrayList<>();
    List<String> domains = new ArrayList<>();
    forEveryCharacter(
        c -> {
          int codePoint = c.codePointAt(0);
          if (Character.toUpperCase(codePoint) == Character.toLowerCase(codePoint)) {
            return;
          }
          String upper = Character.toString(Character.toUpperCase(codePoint));
          String lower = Character.toString(Character.toLowerCase(codePoint));
          String title = Character.toString(Character.toTitleCase(codePoint));
          if (!areOne(
              c + "@example.com",
              upper + "@example.com",
              lower + "@example.com",
              title + "@example.com")) {
            localParts.add(c);
          }
          if (!areOne(
              "a@x" + c + "x.de",
              "a@x" + upper + "x.de",
              "a@x" + lower + "x.de",
              "a@x" + title + "x.de")) {
            domains.add(c);
          }
        });

    assertThat(localParts).containsExactly("\u0130", "\u0131", "\u0345");
    assertThat(domains).containsExactly("\u0130", "\u0131", "\u03c2");
  }

  private static boolean areOne(String... emails) {
    return IntStream.range(1, emails.length)
        .allMatch(i -> EmailAddress.normalise(emails[i]).equals(EmailAddress.normalise(emails[0])));
  }

  @Test
  void an_address_that_the_rules_refuse_is_kept() {
    assertThat(EmailAddress.normalise("A..B@Exam_ple.COM")).isEqualTo("a..b@exam_ple.com");
    assertThat(EmailAddress.normalise("a b@xn--zzzz.DE")).isEqualTo("a b@xn--zzzz.de");
    assertThat(EmailAddress.normalise("\u00dc@" + "\u00dc".repeat(64) + "."))
        .isEqualTo("\u00fc@" + "\u00fc".repeat(64) + ".");
    assertThat(EmailAddress.normalise("\u00dc@1\u05e0A")).isEqualTo("\u00fc@1\u05e0a");
    assertThat(EmailAddress.normalise("\u00dcber")).isEqualTo("\u00fcber");
    assertThat(EmailAddress.normalise("")).isEmpty();
  }

  private String draw() {
    return IntStream.range(0, 1 + random.nextInt(6))
        .mapToObj(_ -> PIECES[random.nextInt(PIECES.length)])
        .collect(Collectors.joining());
  }

  private static void forEveryCharacter(Consumer<String> test) {
    for (int c = 0; c <= Character.MAX_CODE_POINT; c++) {
      if (Character.isDefined(c)
          && Character.getType(c) != Character.PRIVATE_USE
          && !Character.isIdeographic(c)) {
        test.accept(Character.toString(c));
      }
    }
  }

  private static void assertStable(String text) {
    String once = EmailAddress.normalise(text);
    if (!EmailAddress.normalise(once).equals(once)) {
      assertThat(EmailAddress.normalise(once)).as(text).isEqualTo(once);
    }
  }
}
