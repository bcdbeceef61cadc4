package dev.headwater.local.mappings;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class BatchesTest {
  @Test
  void cuts_by_count() {
    assertThat(Batches.cut(List.of("a", "b", "c"), 2, String::length))
        .containsExactly(List.of("a", "b"), List.of("c"));
  }

  @Test
  void cuts_before_a_call_would_grow_too_large() {
    int third = Batches.MAX_BYTES / 3;
    assertThat(Batches.cut(List.of(third, third, third, 3, 1), 10, size -> size))
        .containsExactly(List.of(third, third, third), List.of(3, 1));
  }

  @Test
  void an_oversized_record_goes_alone() {
    assertThat(Batches.cut(List.of(1, Batches.MAX_BYTES + 1, 1), 10, size -> size))
        .containsExactly(List.of(1), List.of(Batches.MAX_BYTES + 1), List.of(1));
  }

  @Test
  void no_records_make_no_batch() {
    assertThat(Batches.cut(List.of(), 10, size -> 1)).isEmpty();
  }
}
