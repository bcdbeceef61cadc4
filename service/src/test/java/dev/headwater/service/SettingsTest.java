package dev.headwater.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SettingsTest {
  private static final String SECRET = "s3cret";

  @Test
  void a_blank_value_counts_as_unset() {
    Settings settings = settings("  ");

    assertThat(settings.get("NAME")).isNull();
    assertThat(settings.get("OTHER")).isNull();
    String sentence =
        "The environment variable NAME is not set: template.yaml sets it for this function";
    refused(() -> settings.text("NAME"), sentence);
    refused(() -> settings.flag("NAME"), sentence);
    refused(() -> settings.number("NAME", 0, 9), sentence);
  }

  @Test
  void reads_texts_flags_and_numbers() {
    assertThat(settings("a b").text("NAME")).isEqualTo("a b");
    assertThat(settings("true").flag("NAME")).isTrue();
    assertThat(settings("false").flag("NAME")).isFalse();
    assertThat(settings("0").number("NAME", 0, 9)).isZero();
    assertThat(settings("009").number("NAME", 0, 9)).isEqualTo(9);
    assertThat(settings("999999999").number("NAME", 0, 999_999_999)).isEqualTo(999_999_999);
  }

  @ParameterizedTest
  @ValueSource(strings = {"-1", "10", "1.0", "1e0", " 1", "4294967297", "99999999999999", SECRET})
  void refuses_a_number_out_of_range_without_quoting_it(String value) {
    refused(
        () -> settings(value).number("NAME", 0, 9),
        "The environment variable NAME must be a whole number from 0 to 9");
  }

  @ParameterizedTest
  @ValueSource(strings = {"yes", "TRUE", "true ", "1", SECRET})
  void refuses_a_flag_that_is_neither_without_quoting_it(String value) {
    refused(
        () -> settings(value).flag("NAME"), "The environment variable NAME must be true or false");
  }

  private static Settings settings(String value) {
    return new Settings(Map.of("NAME", value));
  }

  private static void refused(ThrowingCallable read, String sentence) {
    assertThatThrownBy(read).isInstanceOf(IllegalStateException.class).hasMessage(sentence);
  }
}
