package dev.headwater.customers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EnvironmentTest {
  /** Fewer would hide customers, and nobody is reminded of a number that was left behind. */
  @ParameterizedTest
  @CsvSource({"4, 0, 4", "4, 8, 8", "16, 8, 16", "256, 256, 256"})
  void lists_are_read_from_all_shards_that_are_written_at_least(
      String written, String read, int shards) {
    assertThat(environment(written, read).listShardsRead()).isEqualTo(shards);
  }

  @ParameterizedTest
  @ValueSource(strings = {"-1", "257", "four", "1000", " "})
  void a_number_of_shards_that_is_none_is_refused(String number) {
    assertThatThrownBy(() -> environment("4", number).listShardsRead())
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("LIST_SHARDS_READ");
  }

  @Test
  void views_are_written_to_one_shard_at_least() {
    assertThatThrownBy(() -> environment("0", "4").listShards())
        .isInstanceOf(IllegalStateException.class)
        .hasMessage(
            "The environment variable LIST_SHARDS must be a whole number from 1" + " to 256");
  }

  private static Environment environment(String written, String read) {
    return new Environment(Map.of("LIST_SHARDS", written, "LIST_SHARDS_READ", read));
  }
}
