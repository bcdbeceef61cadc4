package dev.headwater.cli.arguments;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine.TypeConversionException;

class NameablePathTest {
  /** How Java reads {@code /data/ünï} in the POSIX locale. */
  @ParameterizedTest
  @ValueSource(strings = {"/data/????", "/data/\uFFFD\uFFFDn"})
  void lost_letters_are_reported(String text) {
    assertThatThrownBy(() -> NameablePath.of(text, US_ASCII))
        .isInstanceOf(TypeConversionException.class)
        .hasMessageContaining("encodes file names in US-ASCII")
        .hasMessageContaining("set LC_ALL=C.UTF-8");
  }

  @Test
  void a_name_that_java_refuses_is_reported_the_same_way() {
    assertThatThrownBy(() -> NameablePath.of("a\0b", UTF_8))
        .isInstanceOf(TypeConversionException.class);
  }

  @Test
  void what_nothing_was_lost_of_may_have_question_marks() {
    assertThat(NameablePath.of("/data/what?", UTF_8)).isEqualTo(Path.of("/data/what?"));
    assertThat(NameablePath.of("/data/what?", ISO_8859_1)).isEqualTo(Path.of("/data/what?"));
    assertThat(NameablePath.of("/data/plain", US_ASCII)).isEqualTo(Path.of("/data/plain"));
  }
}
