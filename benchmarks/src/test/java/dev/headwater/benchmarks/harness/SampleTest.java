package dev.headwater.benchmarks.harness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class SampleTest {
  private static final long MILLI = 1_000_000;

  @Test
  void a_percentile_is_the_nearest_rank() {
    Sample hundred =
        new Sample(LongStream.rangeClosed(1, 100).map(millis -> (101 - millis) * MILLI).toArray());

    assertThat(hundred.p50()).isEqualTo(50);
    assertThat(hundred.p99()).isEqualTo(99);
    assertThat(hundred.percentileMillis(100)).isEqualTo(100);
    assertThat(hundred.percentileMillis(1)).isEqualTo(1);
    assertThat(new Sample(3 * MILLI, MILLI, 2 * MILLI).p50()).isEqualTo(2);
    assertThat(new Sample(7 * MILLI).p99()).isEqualTo(7);
  }

  @Test
  void operations_per_second_count_their_own_time_alone() {
    assertThat(new Sample(MILLI, 3 * MILLI).perSecond()).isEqualTo(500);
  }

  @Test
  void operations_side_by_side_are_counted_by_the_time_that_all_took() {
    Sample sample = Sample.sideBySide(2 * MILLI, 2 * MILLI, 2 * MILLI);

    assertThat(sample.perSecond()).isEqualTo(1000);
    assertThat(sample.p50()).isEqualTo(2);
  }

  @Test
  void runs_each_operation_once_in_order() throws Exception {
    StringBuilder seen = new StringBuilder();

    Sample sample = Sample.of(3, seen::append);

    assertThat(seen).hasToString("012");
    assertThat(sample.percentileMillis(100)).isPositive();
  }

  @Test
  void of_nothing_there_is_no_sample() {
    assertThatThrownBy(Sample::new).isInstanceOf(IllegalArgumentException.class);
  }
}
