package dev.headwater.audit.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ReportedOnceTest {
  private final ReportedOnce reported = new ReportedOnce();

  @Test
  void what_was_reported_is_not_new() {
    assertThat(reported.isNew("a")).isTrue();
    assertThat(reported.isNew("b")).isTrue();
    assertThat(reported.isNew("a")).isFalse();
  }

  @Test
  void remembers_only_so_much() {
    assertThat(
            IntStream.range(0, ReportedOnce.MAX_REMEMBERED)
                .allMatch(number -> reported.isNew("n" + number)))
        .isTrue();

    assertThat(reported.isNew("beyond")).isTrue();
    assertThat(reported.isNew("beyond")).isTrue();
    assertThat(reported.isNew("n0")).isFalse();
  }
}
