package dev.headwater.local.progress;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headwater.local.ground.CapturedLog;
import dev.headwater.local.progress.Checkpoint.StreamCheckpoint;
import dev.headwater.local.progress.CheckpointFile.Saved;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.core.exception.SdkClientException;

class LowWaterMarkTest {
  @TempDir Path folder;

  private final List<String> left = new ArrayList<>();
  private final AtomicInteger saves = new AtomicInteger();
  private OutstandingWork work = new OutstandingWork();
  private Path file = Path.of("");

  @BeforeEach
  void place() {
    file = folder.resolve("checkpoint.json");
  }

  @Test
  void the_mark_follows_the_positions_within_two_calls() {
    LowWaterMark mark = begun();
    advance(mark, 7);
    assertThat(nextStart().resumed()).isEqualTo(Checkpoint.NONE);
    advance(mark, 9);
    assertThat(nextStart().resumed()).isEqualTo(at(7));
    advance(mark, 9);
    assertThat(nextStart().resumed()).isEqualTo(at(9));
  }

  @Test
  void the_mark_waits_for_work_present_when_the_positions_were_read() {
    LowWaterMark mark = begun();
    work.enter("message of 7", true);
    advance(mark, 7);
    advance(mark, 8);
    assertThat(nextStart().resumed()).isEqualTo(Checkpoint.NONE);

    work.leave("message of 7");
    advance(mark, 9);
    assertThat(nextStart().resumed()).isEqualTo(at(7));
  }

  @Test
  void the_mark_moves_although_some_work_is_always_present() {
    LowWaterMark mark = begun();
    work.enter("0", true);
    for (int now = 1; now <= 50; now++) {
      work.enter(Integer.toString(now), true);
      advance(mark, now);
      work.leave(Integer.toString(now - 1));
    }
    assertThat(nextStart().resumed()).isEqualTo(at(47));
  }

  @Test
  void writes_nothing_while_the_positions_stay_the_same() {
    LowWaterMark mark = begun();
    advance(mark, 7);
    advance(mark, 7);
    int before = saves.get();
    advance(mark, 7);
    assertThat(saves).hasValue(before);
  }

  @Test
  void the_mark_does_not_move_after_a_loss() {
    LowWaterMark mark = begun();
    advance(mark, 7);
    work.recordLoss();
    advance(mark, 8);
    mark.reached(at(8));
    mark.close();
    assertThat(nextStart().resumed()).isEqualTo(Checkpoint.NONE);
    assertThat(nextStart().rereading())
        .contains(
            "the last stop was not clean"
                + " (accepted events or calls could not be delivered):"
                + " reading the streams again");
  }

  @Test
  void a_first_run_rereads_nothing() {
    assertThat(nextStart().isFirstRun()).isTrue();
    assertThat(nextStart().rereading()).isEmpty();
  }

  @Test
  void a_clean_stop_is_trusted_after_a_reboot() throws IOException {
    LowWaterMark mark = begun();
    mark.reached(at(9));
    mark.close();
    assertThat(nextStart().resumed()).isEqualTo(at(9));
    assertThat(nextStart().rereading()).isEmpty();
    assertThat(Files.readString(file)).contains("\"boot\":null");
  }

  @Test
  void resumes_a_killed_run_from_its_mark() {
    LowWaterMark mark = begun();
    advance(mark, 7);
    advance(mark, 7);
    assertThat(nextStart().resumed()).isEqualTo(at(7));
    assertThat(nextStart().rereading())
        .contains(
            "the last stop was not clean"
                + " (the process was killed): reading the streams again from the last checkpoint");
  }

  @Test
  void a_run_killed_at_once_leaves_the_mark_that_it_found() {
    LowWaterMark first = begun();
    first.reached(at(9));
    first.close();
    begun();
    assertThat(nextStart().resumed()).isEqualTo(at(9));
    assertThat(nextStart().rereading()).isPresent();
  }

  @Test
  void does_not_trust_the_mark_after_a_power_failure() {
    new CheckpointFile(file).begin();
    new CheckpointFile(file).save(Saved.unclean(at(7), "another boot", null));
    assertThat(nextStart().resumed()).isEqualTo(Checkpoint.NONE);
    assertThat(nextStart().rereading())
        .contains(
            "the last stop was not clean"
                + " (the process was killed, or the machine went down): reading the streams again");
  }

  @Test
  void leftover_messages_make_the_stop_unclean() {
    LowWaterMark mark = begun();
    advance(mark, 7);
    work.enter("letter", false);
    advance(mark, 8);
    left.addAll(List.of("a", "b"));
    mark.reached(at(8));
    mark.close();
    assertThat(nextStart().resumed()).isEqualTo(Checkpoint.NONE);
    assertThat(nextStart().rereading())
        .hasValueSatisfying(
            why ->
                assertThat(why)
                    .contains("(messages were left in a, b: queues are in memory only)"));
  }

  @Test
  void unfinished_calls_make_the_stop_unclean_at_the_last_safe_positions() {
    LowWaterMark mark = begun();
    advance(mark, 7);
    mark.close();
    assertThat(nextStart().resumed()).isEqualTo(at(7));
    assertThat(nextStart().rereading())
        .hasValueSatisfying(
            why -> assertThat(why).contains("(function calls did not end in time)"));
  }

  @Test
  void unresponsive_queues_make_the_stop_unclean() {
    LowWaterMark mark =
        LowWaterMark.of(
            work,
            new LowWaterMark.Stores(
                () -> {},
                () -> {
                  throw SdkClientException.create("no answer");
                }),
            file);
    mark.begin();
    mark.reached(at(7));
    mark.close();
    assertThat(nextStart().resumed()).isEqualTo(Checkpoint.NONE);
    assertThat(nextStart().rereading())
        .hasValueSatisfying(
            why -> assertThat(why).contains("(the tables or queues did not respond)"));
  }

  @Test
  void a_start_that_fails_before_begin_changes_nothing() {
    LowWaterMark first = begun();
    first.reached(at(9));
    first.close();
    nextStart().close();
    assertThat(nextStart().rereading()).isEmpty();
  }

  @Test
  void ignores_a_damaged_checkpoint() throws IOException {
    begun();
    for (String damage :
        List.of("", "{", "null", "[]", "{\"streams\":{\"a\":null}}", "\u0000", "\u00ff")) {
      Files.write(file, damage.getBytes(StandardCharsets.ISO_8859_1));
      assertThat(nextStart().resumed()).as(damage).isEqualTo(Checkpoint.NONE);
      assertThat(nextStart().rereading())
          .hasValueSatisfying(why -> assertThat(why).contains("(its checkpoint cannot be read)"));
    }
    Files.delete(file);
    assertThat(nextStart().rereading())
        .hasValueSatisfying(why -> assertThat(why).contains("(its checkpoint is missing)"));
  }

  @Test
  void takes_a_checkpoint_of_an_older_version_as_clean() throws IOException {
    Files.writeString(
        file,
        """
        {"streams":{"fn/Stream":{"streamArn":"arn","shards":{"shard":"7"}}}}\
        """);
    assertThat(nextStart().resumed()).isEqualTo(at(7));
    assertThat(nextStart().rereading()).isEmpty();
  }

  @Test
  void logs_a_full_disk_once_and_leaves_the_mark_where_it_is() throws IOException {
    LowWaterMark mark = begun();
    advance(mark, 1);
    advance(mark, 2);
    Path blocked = Files.createDirectory(folder.resolve("checkpoint.json.new"));
    try (var log = new CapturedLog(LowWaterMark.class)) {
      for (int now = 3; now <= 6; now++) {
        advance(mark, now);
      }
      assertThat(log.lines())
          .singleElement()
          .asString()
          .startsWith("Cannot write the checkpoint: if this process is killed,");
    }
    assertThat(nextStart().resumed()).isEqualTo(at(1));

    Files.delete(blocked);
    advance(mark, 7);
    assertThat(nextStart().resumed()).isEqualTo(at(6));
  }

  @Test
  void unresponsive_tables_leave_the_mark_where_it_is() {
    LowWaterMark mark =
        LowWaterMark.of(
            work,
            new LowWaterMark.Stores(
                () -> {
                  throw SdkClientException.create("no answer");
                },
                List::of),
            file);
    mark.begin();
    advance(mark, 7);
    advance(mark, 8);
    assertThat(file).doesNotExist();
  }

  @Test
  void keeps_nothing_without_a_file() {
    LowWaterMark mark = LowWaterMark.of(work, stores(), null);
    mark.begin();
    advance(mark, 7);
    advance(mark, 8);
    mark.close();
    assertThat(mark.isPersistent()).isFalse();
    assertThat(folder).isEmptyDirectory();
  }

  private LowWaterMark begun() {
    LowWaterMark mark = nextStart();
    mark.begin();
    return mark;
  }

  private LowWaterMark nextStart() {
    return LowWaterMark.of(work, stores(), file);
  }

  private LowWaterMark.Stores stores() {
    return new LowWaterMark.Stores(saves::incrementAndGet, () -> left);
  }

  private static void advance(LowWaterMark mark, int settled) {
    mark.advance(() -> at(settled));
  }

  private static Checkpoint at(int sequenceNumber) {
    return new Checkpoint(
        Map.of(
            "fn/Stream",
            new StreamCheckpoint("arn", Map.of("shard", Integer.toString(sequenceNumber)))));
  }
}
