package dev.headwater.service.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MillisTextTest {
  @Test
  void reads_what_it_writes_as_the_jdk_does() {
    Instant first = Instant.parse("0000-01-01T00:00:00Z");
    Instant last = Instant.parse("9999-12-31T23:59:59.999Z");
    new Random(20_260_801)
        .longs(10_000, first.toEpochMilli(), last.toEpochMilli() + 1)
        .mapToObj(Instant::ofEpochMilli)
        .forEach(
            time -> {
              String text = MillisText.of(time);
              assertThat(MillisText.parse(text)).isEqualTo(time).isEqualTo(Instant.parse(text));
            });
    assertThat(MillisText.parse("2024-02-29T23:59:59.007Z"))
        .isEqualTo(Instant.parse("2024-02-29T23:59:59.007Z"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "2026-08-01",
        "2026-08-01T12:34:56Z",
        "2026-08-01T12:34:56.789",
        "2026-08-01T12:34:56.7890Z",
        "2026-08-01 12:34:56.789Z",
        "2026-02-29T12:34:56.789Z",
        "2026-13-01T12:34:56.789Z",
        "2026-08-01T24:00:00.000Z",
        "2026-08-01T12:60:56.789Z",
        "2026-08-01T12:34:60.789Z",
        "2026-+8-01T12:34:56.789Z",
        "2026-08-01T12:34:56.789z",
        "2026-08-01T12.34.56.789Z",
        "\u0662026-08-01T12:34:56.789Z"
      })
  void refuses_what_is_not_of_its_form(String text) {
    assertThatExceptionOfType(DateTimeException.class).isThrownBy(() -> MillisText.parse(text));
  }

  @ParameterizedTest
  @ValueSource(strings = {"-0001-12-31T23:59:59.999Z", "+10000-01-01T00:00:00Z"})
  void refuses_years_that_do_not_sort(String text) {
    Instant time = Instant.parse(text);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> MillisText.of(time))
        .withMessage("A time is not of the years 0000 to 9999");
  }
}
