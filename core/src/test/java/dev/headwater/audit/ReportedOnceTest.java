package dev.headwater.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ReportedOnceTest {
  private final ReportedOnce told = new ReportedOnce();

  @Test
  void what_was_told_is_not_new() {
    assertThat(told.isNew("a")).isTrue();
    assertThat(told.isNew("b")).isTrue();
    assertThat(told.isNew("a")).isFalse();
  }

  @Test
  void remembers_only_so_much() {
    assertThat(
            IntStream.range(0, ReportedOnce.MAX_REMEMBERED)
                .allMatch(number -> told.isNew("n" + number)))
        .isTrue();

    assertThat(told.isNew("beyond")).isTrue();
    assertThat(told.isNew("beyond")).isTrue();
    assertThat(told.isNew("n0")).isFalse();
  }
}
