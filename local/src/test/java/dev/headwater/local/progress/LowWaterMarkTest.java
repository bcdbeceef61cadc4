package dev.headwater.local.progress;

import static dev.headwater.local.progress.MarkedRun.advance;
import static dev.headwater.local.progress.MarkedRun.at;
import static org.assertj.core.api.Assertions.assertThat;

import dev.headwater.local.ground.CapturedLog;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.core.exception.SdkClientException;

/** How the mark moves during a run. */
class LowWaterMarkTest {
  private MarkedRun run;

  @BeforeEach
  void start(@TempDir Path folder) {
    run = new MarkedRun(folder);
  }

  @Test
  void the_mark_follows_the_positions_within_two_calls() {
    LowWaterMark mark = run.begun();
    advance(mark, 7);
    assertThat(run.nextStart().resumed()).isEqualTo(Checkpoint.NONE);
    advance(mark, 9);
    assertThat(run.nextStart().resumed()).isEqualTo(at(7));
    advance(mark, 9);
    assertThat(run.nextStart().resumed()).isEqualTo(at(9));
  }

  @Test
  void the_mark_waits_for_work_present_when_the_positions_were_read() {
    LowWaterMark mark = run.begun();
    run.work.enter("message of 7", true);
    advance(mark, 7);
    advance(mark, 8);
    assertThat(run.nextStart().resumed()).isEqualTo(Checkpoint.NONE);

    run.work.leave("message of 7");
    advance(mark, 9);
    assertThat(run.nextStart().resumed()).isEqualTo(at(7));
  }

  @Test
  void the_mark_moves_although_some_work_is_always_present() {
    LowWaterMark mark = run.begun();
    run.work.enter("0", true);
    for (int now = 1; now <= 50; now++) {
      run.work.enter(Integer.toString(now), true);
      advance(mark, now);
      run.work.leave(Integer.toString(now - 1));
    }
    assertThat(run.nextStart().resumed()).isEqualTo(at(47));
  }

  @Test
  void writes_nothing_while_the_positions_stay_the_same() {
    LowWaterMark mark = run.begun();
    advance(mark, 7);
    advance(mark, 7);
    int before = run.saves.get();
    advance(mark, 7);
    assertThat(run.saves).hasValue(before);
  }

  @Test
  void the_mark_does_not_move_after_a_loss() {
    LowWaterMark mark = run.begun();
    advance(mark, 7);
    run.work.recordLoss();
    advance(mark, 8);
    mark.reached(at(8));
    mark.close();
    assertThat(run.nextStart().resumed()).isEqualTo(Checkpoint.NONE);
    assertThat(run.nextStart().rereading())
        .contains(
            "the last stop was not clean"
                + " (accepted events or calls could not be delivered):"
                + " reading the streams again");
  }

  @Test
  void resumes_a_killed_run_from_its_mark() {
    LowWaterMark mark = run.begun();
    advance(mark, 7);
    advance(mark, 7);
    assertThat(run.nextStart().resumed()).isEqualTo(at(7));
    assertThat(run.nextStart().rereading())
        .contains(
            "the last stop was not clean"
                + " (the process was killed): reading the streams again from the last checkpoint");
  }

  @Test
  void a_run_killed_at_once_leaves_the_mark_that_it_found() {
    LowWaterMark first = run.begun();
    first.reached(at(9));
    first.close();
    run.begun();
    assertThat(run.nextStart().resumed()).isEqualTo(at(9));
    assertThat(run.nextStart().rereading()).isPresent();
  }

  @Test
  void logs_a_full_disk_once_and_leaves_the_mark_where_it_is() throws IOException {
    LowWaterMark mark = run.begun();
    advance(mark, 1);
    advance(mark, 2);
    Path blocked = Files.createDirectory(run.folder.resolve("checkpoint.json.new"));
    try (var log = new CapturedLog(LowWaterMark.class)) {
      for (int now = 3; now <= 6; now++) {
        advance(mark, now);
      }
      assertThat(log.lines())
          .singleElement()
          .asString()
          .startsWith("Cannot write the checkpoint: if this process is killed,");
    }
    assertThat(run.nextStart().resumed()).isEqualTo(at(1));

    Files.delete(blocked);
    advance(mark, 7);
    assertThat(run.nextStart().resumed()).isEqualTo(at(6));
  }

  @Test
  void unresponsive_tables_leave_the_mark_where_it_is() {
    LowWaterMark mark =
        LowWaterMark.of(
            run.work,
            new LowWaterMark.Stores(
                () -> {
                  throw SdkClientException.create("no answer");
                },
                List::of),
            run.file);
    mark.begin();
    advance(mark, 7);
    advance(mark, 8);
    assertThat(run.file).doesNotExist();
  }

  @Test
  void keeps_nothing_without_a_file() {
    LowWaterMark mark = LowWaterMark.of(run.work, run.stores(), null);
    mark.begin();
    advance(mark, 7);
    advance(mark, 8);
    mark.close();
    assertThat(mark.isPersistent()).isFalse();
    assertThat(run.folder).isEmptyDirectory();
  }
}
