package dev.headwater.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

final class WildcardPatternTest {
  @Test
  void a_pattern_without_wildcards_is_one_text_in_lower_case() {
    var pattern = new WildcardPattern("Ada\\*\\?\\\\\\É@x.de");

    assertThat(pattern.isExact()).isTrue();
    assertThat(pattern.text()).isEqualTo("ada*?\\é@x.de");
  }

  @Test
  void keeps_wildcards_and_escapes() {
    var pattern = new WildcardPattern("A?\\?*\\*\\\\\\x");

    assertThat(pattern.isExact()).isFalse();
    assertThat(pattern.normalForm()).isEqualTo("a?\\?*\\*\\\\x");
  }

  @Test
  void merges_consecutive_stars() {
    assertThat(new WildcardPattern("***a**?****").normalForm()).isEqualTo("*a*?*");
    assertThat(new WildcardPattern("*\\**").normalForm()).isEqualTo("*\\**");
  }

  @Test
  void lowers_letters_beyond_the_basic_plane() {
    assertThat(new WildcardPattern("𐐀").text()).isEqualTo("𐐨");
  }

  @Test
  void refuses_patterns_that_are_empty_too_long_or_malformed() {
    assertThat(new WildcardPattern("\\*".repeat(256)).text()).hasSize(256);
    assertThat(new WildcardPattern("?".repeat(8)).normalForm()).hasSize(8);

    refuses("", "must not be empty");
    refuses("a".repeat(257), "must have at most 256 characters");
    refuses("?".repeat(9), "must have at most 8 wildcards (* and ?)");
    refuses("*a".repeat(9), "must have at most 8 wildcards (* and ?)");
    refuses("a\\", "must not end within an escape: write \\\\ for a backslash");
    refuses("\uD83D", "must be valid Unicode");
  }

  @Test
  void never_prints_its_text() {
    assertThat(List.of(new WildcardPattern("ada*"), new SearchPosition("ada", "1")).toString())
        .doesNotContain("ada");
  }

  private static void refuses(String text, String message) {
    assertThatThrownBy(() -> new WildcardPattern(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(message);
  }
}
