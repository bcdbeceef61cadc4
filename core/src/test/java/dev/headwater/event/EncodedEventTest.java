package dev.headwater.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.math.BigDecimal;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EncodedEventTest {
  @ParameterizedTest
  @ValueSource(strings = {"7", "7.0", "7.00", "0.7E1", "700E-2"})
  void an_integer_is_a_long_however_it_is_written(String written) {
    assertThat(number(written)).isEqualTo(7L);
  }

  @Test
  void a_long_has_64_bits() {
    assertThat(number("9223372036854775807")).isEqualTo(Long.MAX_VALUE);
    assertThat(number("-9223372036854775808")).isEqualTo(Long.MIN_VALUE);
    assertThat(number("9223372036854775808")).isEqualTo(new BigDecimal("9223372036854775808"));
    assertThat(number("0E+99")).isEqualTo(0L);
  }

  @ParameterizedTest
  @ValueSource(strings = {"1E+2147483647", "1E+1000000"})
  void leaves_a_number_alone_that_would_fill_the_memory(String huge) {
    assertThat(number(huge)).isEqualTo(new BigDecimal(huge));
  }

  @Test
  void a_fraction_has_no_trailing_zeros() {
    assertThat(number("1.50")).isEqualTo(new BigDecimal("1.5"));
  }

  @Test
  void a_type_must_not_be_empty() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new EncodedEvent("", 1, Map.of()))
        .withMessage("An event's type is empty");
  }

  private static Number number(String text) {
    return EncodedEvent.number(new BigDecimal(text));
  }
}
