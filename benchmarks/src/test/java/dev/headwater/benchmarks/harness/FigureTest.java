package dev.headwater.benchmarks.harness;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class FigureTest {
  @Test
  void a_verdict_can_be_either() {
    assertThat(new Goal.AtMost(1.2).verdict(1.2)).isEqualTo("meets ≤ 1.2");
    assertThat(new Goal.AtMost(1.2).verdict(1.21)).isEqualTo("misses ≤ 1.2");
    assertThat(new Goal.AtLeast(0.8).verdict(0.8)).isEqualTo("meets ≥ 0.8");
    assertThat(new Goal.AtLeast(0.8).verdict(0.79)).isEqualTo("misses ≥ 0.8");
    assertThat(new Goal.AtMost(50).verdict(51)).isEqualTo("misses ≤ 50");
    assertThat(new Goal.None().verdict(51)).isEqualTo("none");
  }

  @Test
  void compares_medians_and_tells_both_sides() {
    Comparison compared =
        new Comparison(List.of(new Comparison.Round(new Sample(3_000_000), new Sample(2_000_000))));

    Figure figure = Figure.ratio("search", compared, Sample::p50, "ms", new Goal.AtMost(1.2));

    assertThat(figure.row())
        .containsExactly("search", "3.00 ms", "2.00 ms", "1.50", "misses ≤ 1.2");
    assertThat(figure.meetsGoal()).isFalse();
  }

  @Test
  void what_is_not_met_by_a_hair_does_not_look_met() {
    assertThat(new Goal.AtMost(1.2).isMetBy(1.2004)).isFalse();
    assertThat(Figure.number(1.2004)).isEqualTo("1.20");
  }

  @Test
  void numbers_have_three_digits_or_all_in_front_of_the_point() {
    assertThat(List.of(0.514, 9.25, 48.24, 12345.6).stream().map(Figure::number))
        .containsExactly("0.51", "9.25", "48.2", "12346");
  }

  @Test
  void a_table_is_aligned_markdown() {
    assertThat(
            new Table(List.of("a", "long head"), List.of(List.of("cell", "x"))).toString().lines())
        .containsExactly("| a    | long head |", "| ---- | --------- |", "| cell | x         |");
  }
}
