package dev.headwater.benchmarks.harness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class RoundsTest {
  private static final long MILLI = 1_000_000;

  @Test
  void the_sides_take_turns_and_warm_ups_do_not_count() throws Exception {
    List<String> turns = new ArrayList<>();

    Comparison compared =
        new Rounds(1, 2).compare("test", side("A", 5, turns), side("B", 1, turns));

    assertThat(turns).containsExactly("A0", "B0", "A1", "B1", "A2", "B2");
    assertThat(compared.rounds()).hasSize(2);
    assertThat(compared.ratio(Sample::p50)).isEqualTo(5);
  }

  @Test
  void the_ratio_is_the_median_of_the_ratios_of_the_rounds() {
    Comparison compared = new Comparison(List.of(round(10, 10), round(40, 20), round(90, 30)));

    assertThat(compared.ratio(Sample::p50)).isEqualTo(2);
    assertThat(compared.ours(Sample::p50)).isEqualTo(40);
    assertThat(compared.reference(Sample::p50)).isEqualTo(20);
  }

  @Test
  void the_median_of_an_even_number_is_the_mean_of_the_middle() {
    assertThat(
            new Comparison(List.of(round(4, 1), round(1, 1), round(100, 1), round(2, 1)))
                .ratio(Sample::p50))
        .isEqualTo(3);
  }

  @Test
  void rounds_are_bounded() {
    for (Runnable wrong :
        List.<Runnable>of(
            () -> new Rounds(0, 0), () -> new Rounds(-1, 1), () -> new Rounds(1, Rounds.MAX))) {
      assertThatThrownBy(wrong::run).isInstanceOf(IllegalArgumentException.class);
    }
  }

  private static Rounds.Side side(String name, long millis, List<String> turns) {
    return number -> {
      turns.add(name + number);
      return new Sample(millis * MILLI);
    };
  }

  private static Comparison.Round round(long ours, long reference) {
    return new Comparison.Round(new Sample(ours * MILLI), new Sample(reference * MILLI));
  }
}
