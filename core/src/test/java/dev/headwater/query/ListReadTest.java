package dev.headwater.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.junit.jupiter.api.Test;

class ListReadTest {
  private static final List<String> LISTS = List.of("OPEN");

  @Test
  void a_page_has_one_view_at_least_and_a_thousand_at_most() {
    for (int limit : new int[] {0, -1, 1001}) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> new ListRead("list", LISTS, ListOrder.ASCENDING, null, limit))
          .withMessage("A page has 1 to 1000 views");
    }
    assertThat(new ListRead("list", LISTS, ListOrder.ASCENDING, null, 1000).limit())
        .isEqualTo(1000);
  }

  @Test
  void a_page_begins_after_what_a_sort_key_can_hold() {
    for (String after : List.of("", "x".repeat(1025), "é".repeat(513))) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> new ListRead("list", LISTS, ListOrder.ASCENDING, after, 10))
          .withMessage("A page begins after 1 to 1024 bytes");
    }
    assertThat(new ListRead("list", LISTS, ListOrder.ASCENDING, "x".repeat(1024), 10).afterSort())
        .hasSize(1024);
  }
}
