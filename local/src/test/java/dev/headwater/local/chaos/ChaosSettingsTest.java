package dev.headwater.local.chaos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.headwater.local.ground.LocalCloudException;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ChaosSettingsTest {
  @Test
  void reads_a_seed_and_rates() {
    assertThat(ChaosSettings.parse("seed=7,duplicate=0.2, drop=1"))
        .isEqualTo(new ChaosSettings(7, Map.of(Fault.DUPLICATE, 0.2, Fault.DROP, 1.0)));
  }

  @Test
  void all_means_every_fault_that_is_not_listed() {
    var settings = ChaosSettings.parse("drop=0,all=0.1,throttle=0.5,seed=1");

    assertThat(settings.rates())
        .hasSize(Fault.values().length - 1)
        .containsEntry(Fault.THROTTLE, 0.5)
        .containsEntry(Fault.TIMEOUT, 0.1)
        .doesNotContainKey(Fault.DROP);
  }

  @ParameterizedTest
  @ValueSource(strings = {"seed=7,duplicate=0.2,lost-reply=0.05", "all=0.1", "drop=0"})
  void prints_what_it_reads_with_the_seed_that_was_chosen(String text) {
    var settings = ChaosSettings.parse(text);

    assertThat(settings.toString()).startsWith("seed=");
    assertThat(ChaosSettings.parse(settings.toString())).isEqualTo(settings);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "mischief=0.1 | There is no fault \"mischief\": choose duplicate, delay, reorder,",
        "drop=1.5 | The rate of drop is \"1.5\": write a number from 0 to 1, such as drop=0.1.",
        "drop=-0.1 | The rate of drop is \"-0.1\"",
        "drop=NaN | The rate of drop is \"NaN\"",
        "all=much | The rate of all is \"much\"",
        "drop=0,drop=0.1 | drop is given twice",
        "seed=1,seed=1 | seed is given twice",
        "seed=x,drop=1 | The seed x is not a whole number",
        "drop | \"drop\" is not a fault with a rate",
        "drop=0.1, | \"\" is not a fault with a",
        "drop=0=1 | \"drop=0=1\" is not a fault with a rate"
      })
  void refuses_malformed_settings_in_one_sentence(String text, String sentence) {
    assertThatThrownBy(() -> ChaosSettings.parse(text))
        .isInstanceOf(LocalCloudException.class)
        .hasMessageStartingWith(sentence);
  }
}
