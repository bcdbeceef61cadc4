package dev.headwater.local.progress;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class OutstandingWorkTest {
  private final OutstandingWork work = new OutstandingWork();

  @Test
  void work_present_at_a_cut_is_before_it() {
    work.enter("a", true);
    assertThat(work.isDrained()).isTrue();
    work.cut();
    assertThat(work.isDrained()).isFalse();
    work.leave("a");
    assertThat(work.isDrained()).isTrue();
  }

  @Test
  void later_work_is_before_the_cut_unless_it_is_of_unsettled_records() {
    work.cut();
    work.enter("later", true);
    assertThat(work.isDrained()).isTrue();
    work.enter("child", false);
    assertThat(work.isDrained()).isFalse();
    work.leave("child");
    assertThat(work.isDrained()).isTrue();
  }

  @Test
  void a_child_holds_back_what_its_parent_held_back() {
    work.enter("parent", false);
    work.cut();
    work.enter("letter", false);
    work.leave("parent");
    assertThat(work.isDrained()).isFalse();
  }

  @Test
  void under_a_steady_load_the_work_before_a_cut_drains() {
    work.enter("0", true);
    for (int round = 1; round <= 100; round++) {
      work.cut();
      work.enter(Integer.toString(round), true);
      assertThat(work.isDrained()).isFalse();
      work.leave(Integer.toString(round - 1));
      assertThat(work.isDrained()).isTrue();
    }
  }

  @Test
  void work_that_left_before_it_entered_is_gone() {
    work.leave("quick");
    work.enter("quick", false);
    assertThat(work.isDrained()).isTrue();
  }

  @Test
  void remembers_only_so_many_early_departures() {
    for (int id = 0; id < 2_000; id++) {
      work.leave(Integer.toString(id));
    }
    work.enter("0", false);
    assertThat(work.isDrained()).as("the oldest are forgotten").isFalse();
    work.leave("0");
    work.enter("1999", false);
    assertThat(work.isDrained()).isTrue();
  }

  @Test
  void a_loss_is_permanent() {
    work.recordLoss();
    work.cut();
    assertThat(work.isDrained()).isFalse();
    assertThat(work.isLost()).isTrue();
  }

  @Test
  void work_beyond_the_bound_never_drains() {
    for (int id = 0; id < OutstandingWork.MAX_ENTRIES; id++) {
      work.enter(Integer.toString(id), true);
    }
    assertThat(work.isDrained()).isTrue();
    work.enter("one more", true);
    for (int id = 0; id < OutstandingWork.MAX_ENTRIES; id++) {
      work.leave(Integer.toString(id));
    }
    work.leave("one more");
    assertThat(work.isDrained()).isFalse();
  }
}
