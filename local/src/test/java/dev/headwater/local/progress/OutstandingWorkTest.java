package dev.headwater.local.progress;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class OutstandingWorkTest {
  private final OutstandingWork work = new OutstandingWork();

  @Test
  void what_is_here_at_a_cut_is_before_it() {
    work.enter("a", true);
    assertThat(work.hasLeft()).isTrue();
    work.cut();
    assertThat(work.hasLeft()).isFalse();
    work.leave("a");
    assertThat(work.hasLeft()).isTrue();
  }

  @Test
  void what_comes_later_is_before_the_cut_unless_it_is_of_unsettled_records() {
    work.cut();
    work.enter("later", true);
    assertThat(work.hasLeft()).isTrue();
    work.enter("child", false);
    assertThat(work.hasLeft()).isFalse();
    work.leave("child");
    assertThat(work.hasLeft()).isTrue();
  }

  @Test
  void a_child_holds_what_its_parent_held() {
    work.enter("parent", false);
    work.cut();
    work.enter("letter", false);
    work.leave("parent");
    assertThat(work.hasLeft()).isFalse();
  }

  @Test
  void under_a_steady_load_all_that_was_before_a_cut_leaves() {
    work.enter("0", true);
    for (int round = 1; round <= 100; round++) {
      work.cut();
      work.enter(Integer.toString(round), true);
      assertThat(work.hasLeft()).isFalse();
      work.leave(Integer.toString(round - 1));
      assertThat(work.hasLeft()).isTrue();
    }
  }

  @Test
  void what_left_before_the_news_of_its_arrival_is_gone() {
    work.leave("quick");
    work.enter("quick", false);
    assertThat(work.hasLeft()).isTrue();
  }

  @Test
  void what_leaves_again_and_again_takes_no_room_for_ever() {
    for (int id = 0; id < 2_000; id++) {
      work.leave(Integer.toString(id));
    }
    work.enter("0", false);
    assertThat(work.hasLeft()).as("the oldest are forgotten").isFalse();
    work.leave("0");
    work.enter("1999", false);
    assertThat(work.hasLeft()).isTrue();
  }

  @Test
  void a_loss_is_for_ever() {
    work.lost();
    work.cut();
    assertThat(work.hasLeft()).isFalse();
    assertThat(work.isLost()).isTrue();
  }

  @Test
  void what_finds_no_room_on_the_list_counts_as_here_for_ever() {
    for (int id = 0; id < OutstandingWork.MAX_ENTRIES; id++) {
      work.enter(Integer.toString(id), true);
    }
    assertThat(work.hasLeft()).isTrue();
    work.enter("one more", true);
    for (int id = 0; id < OutstandingWork.MAX_ENTRIES; id++) {
      work.leave(Integer.toString(id));
    }
    work.leave("one more");
    assertThat(work.hasLeft()).isFalse();
  }
}
