package dev.headwater.local.progress;

import static dev.headwater.local.progress.MarkedRun.advance;
import static dev.headwater.local.progress.MarkedRun.at;
import static org.assertj.core.api.Assertions.assertThat;

import dev.headwater.local.progress.CheckpointFile.Saved;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.core.exception.SdkClientException;

/** Which stops are clean, so that the next start rereads nothing. */
class UncleanStopTest {
  private MarkedRun run;

  @BeforeEach
  void start(@TempDir Path folder) {
    run = new MarkedRun(folder);
  }

  @Test
  void a_first_run_rereads_nothing() {
    assertThat(run.nextStart().isFirstRun()).isTrue();
    assertThat(run.nextStart().rereading()).isEmpty();
  }

  @Test
  void a_clean_stop_is_trusted_after_a_reboot() throws IOException {
    LowWaterMark mark = run.begun();
    mark.reached(at(9));
    mark.close();
    assertThat(run.nextStart().resumed()).isEqualTo(at(9));
    assertThat(run.nextStart().rereading()).isEmpty();
    assertThat(Files.readString(run.file)).contains("\"boot\":null");
  }

  @Test
  void does_not_trust_the_mark_after_a_power_failure() {
    new CheckpointFile(run.file).begin();
    new CheckpointFile(run.file).save(Saved.unclean(at(7), "another boot", null));
    assertThat(run.nextStart().resumed()).isEqualTo(Checkpoint.NONE);
    assertThat(run.nextStart().rereading())
        .contains(
            "the last stop was not clean"
                + " (the process was killed, or the machine went down): reading the streams again");
  }

  @Test
  void leftover_messages_make_the_stop_unclean() {
    LowWaterMark mark = run.begun();
    advance(mark, 7);
    run.work.enter("letter", false);
    advance(mark, 8);
    run.left.addAll(List.of("a", "b"));
    mark.reached(at(8));
    mark.close();
    assertThat(run.nextStart().resumed()).isEqualTo(Checkpoint.NONE);
    assertThat(run.nextStart().rereading())
        .hasValueSatisfying(
            why -> assertThat(why).contains("(messages of a, b were left in memory)"));
  }

  @Test
  void unfinished_calls_make_the_stop_unclean_at_the_last_safe_positions() {
    LowWaterMark mark = run.begun();
    advance(mark, 7);
    mark.close();
    assertThat(run.nextStart().resumed()).isEqualTo(at(7));
    assertThat(run.nextStart().rereading())
        .hasValueSatisfying(
            why -> assertThat(why).contains("(function calls did not end in time)"));
  }

  @Test
  void unresponsive_queues_make_the_stop_unclean() {
    LowWaterMark mark =
        LowWaterMark.of(
            run.work,
            new LowWaterMark.Stores(
                () -> {},
                () -> {
                  throw SdkClientException.create("no answer");
                }),
            run.file);
    mark.begin();
    mark.reached(at(7));
    mark.close();
    assertThat(run.nextStart().resumed()).isEqualTo(Checkpoint.NONE);
    assertThat(run.nextStart().rereading())
        .hasValueSatisfying(
            why -> assertThat(why).contains("(the tables or queues did not respond)"));
  }

  @Test
  void a_start_that_fails_before_begin_changes_nothing() {
    LowWaterMark first = run.begun();
    first.reached(at(9));
    first.close();
    run.nextStart().close();
    assertThat(run.nextStart().rereading()).isEmpty();
  }

  @Test
  void ignores_a_damaged_checkpoint() throws IOException {
    run.begun();
    for (String damage :
        List.of("", "{", "null", "[]", "{\"streams\":{\"a\":null}}", "\u0000", "\u00ff")) {
      Files.write(run.file, damage.getBytes(StandardCharsets.ISO_8859_1));
      assertThat(run.nextStart().resumed()).as(damage).isEqualTo(Checkpoint.NONE);
      assertThat(run.nextStart().rereading())
          .hasValueSatisfying(why -> assertThat(why).contains("(its checkpoint cannot be read)"));
    }
    Files.delete(run.file);
    assertThat(run.nextStart().rereading())
        .hasValueSatisfying(why -> assertThat(why).contains("(its checkpoint is missing)"));
  }

  @Test
  void takes_a_checkpoint_of_an_older_version_as_clean() throws IOException {
    Files.writeString(
        run.file,
        """
        {"streams":{"fn/Stream":{"streamArn":"arn","shards":{"shard":"7"}}}}\
        """);
    assertThat(run.nextStart().resumed()).isEqualTo(at(7));
    assertThat(run.nextStart().rereading()).isEmpty();
  }
}
