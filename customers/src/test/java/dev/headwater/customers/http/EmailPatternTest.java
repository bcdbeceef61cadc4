package dev.headwater.customers.http;

import java.util.Locale;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import dev.headwater.customers.customer.EmailAddress;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** Patterns and addresses together: both come into one normal form. */
class EmailPatternTest {
    /** Whose upper case is that of no other letter; some of it has two or three letters. */
    private static final String[] LETTERS = "a z é Å İ ñ σ ς Σ ά ΐ Ω ж Ё 漢 𐐀 i o\u0323\u0302 7 . - +"
            .split(" ");
    private static final int ADDRESSES = 300;

    private final Random random = new Random(20260801);

    @Test
    void a_final_sigma_is_a_sigma() {
        assertThat(matches("ΑΣ*", "ασα@x.de")).isTrue();
        assertThat(matches("ας*", "ΑΣΑ@x.de")).isTrue();
        assertThat(matches("*ας@x.de", "ΝΙΚΟΛΑΣ@X.DE")).isTrue();
        assertThat(matches("*ΑΣ@x.de", "νικολας@x.de")).isTrue();
    }

    @Test
    void any_part_of_an_address_finds_it_in_capitals_too() {
        for (int address = 0; address < ADDRESSES; address++) {
            String email = new EmailAddress(draw() + "@x" + random.nextInt(10) + ".de").value();
            for (int from = 0; from < email.length(); from = email.offsetByCodePoints(from, 1)) {
                for (int to = from; to < email.length();) {
                    to = email.offsetByCodePoints(to, 1);
                    String part = email.substring(from, to);
                    assertThat(matches("*" + part + "*", email)).as(part).isTrue();
                    assertThat(matches("*" + part.toUpperCase(Locale.ROOT) + "*", email)).as(part)
                            .isTrue();
                }
            }
        }
    }

    private String draw() {
        return IntStream.range(0, 1 + random.nextInt(8))
                .mapToObj(_ -> LETTERS[random.nextInt(LETTERS.length)])
                .collect(Collectors.joining());
    }

    private static boolean matches(String pattern, String email) {
        return CustomerSearches.pattern(pattern).matches(new EmailAddress(email).value());
    }
}
