package dev.headwater.local.mappings;

import static dev.headwater.local.mappings.RecordingFunction.DONE;
import static dev.headwater.local.mappings.RecordingFunction.THROWN;
import static dev.headwater.local.mappings.TestCloud.eventually;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.headwater.local.ground.CapturedLog;
import dev.headwater.local.progress.Checkpoint;
import dev.headwater.local.progress.Checkpoint.StreamCheckpoint;
import dev.headwater.local.progress.LowWaterMark;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

class CheckpointTest {
  @TempDir Path folder;

  private Path checkpoint = Path.of("");

  @BeforeEach
  void place() {
    checkpoint = folder.resolve("checkpoint.json");
  }

  @Test
  void after_a_clean_close_the_next_run_resumes_where_it_stopped() {
    RecordingFunction first = new RecordingFunction();
    runOnce(first, "a", "b");
    assertThat(checkpoint).exists();

    RecordingFunction second = new RecordingFunction();
    runOnce(second, "c");
    assertThat(second.ids()).containsExactly(List.of("c"));
  }

  @Test
  void resumes_a_killed_run_from_its_mark() throws IOException {
    Path killed = folder.resolve("killed.json");
    try (TestCloud cloud = TestCloud.start(folder)) {
      RecordingFunction function = new RecordingFunction();
      cloud.run(
          function,
          checkpoint,
          () -> {
            cloud.put("a", "b");
            eventually().until(() -> says(checkpoint, lastPosition(cloud)));
            cloud.put("c");
            eventually().until(() -> function.allIds().contains("c"));
            copy(checkpoint, killed);
          },
          new Mappings().stream());
    }
    Files.move(killed, checkpoint, StandardCopyOption.REPLACE_EXISTING);

    RecordingFunction second = new RecordingFunction();
    runOnce(second, "d");
    assertThat(second.allIds()).containsExactly("c", "d");
  }

  @Test
  void resumes_a_killed_run_before_the_record_of_a_dead_letter() throws IOException {
    Path killed = folder.resolve("killed.json");
    try (TestCloud cloud = TestCloud.start(folder)) {
      RecordingFunction function =
          new RecordingFunction(
              event -> RecordingFunction.ids(event).contains("bad") ? THROWN : DONE);
      cloud.run(
          function,
          checkpoint,
          () -> {
            cloud.put("a");
            eventually().until(() -> says(checkpoint, lastPosition(cloud)));
            cloud.put("bad");
            eventually().until(() -> !cloud.queues().isEmpty(TestCloud.PARKED));
            cloud.put("b");
            eventually().until(() -> function.allIds().contains("b"));
            copy(checkpoint, killed);
          },
          new Mappings().retries(0).batchSize(1).stream());
    }
    Files.move(killed, checkpoint, StandardCopyOption.REPLACE_EXISTING);

    RecordingFunction second = new RecordingFunction();
    runOnce(second, "c");
    assertThat(second.allIds()).containsExactly("bad", "b", "c");
  }

  @Test
  void without_a_checkpoint_it_reads_the_stream_from_its_start() throws IOException {
    runOnce(new RecordingFunction(), "a", "b");
    Files.delete(checkpoint);

    RecordingFunction second = new RecordingFunction();
    runOnce(second, "c");
    assertThat(second.allIds()).containsExactly("a", "b", "c");
  }

  @Test
  void after_an_unclean_end_latest_means_the_start() throws IOException {
    RecordingFunction first = new RecordingFunction();
    runOnce(first, new Mappings().latest(), "a");
    Files.delete(checkpoint);

    RecordingFunction second = new RecordingFunction();
    runOnce(second, new Mappings().latest(), "b");
    assertThat(second.allIds()).containsExactly("a", "b");
  }

  @Test
  void a_dead_letter_in_memory_makes_the_stop_unclean() {
    RecordingFunction function = new RecordingFunction(event -> THROWN);
    try (TestCloud cloud = TestCloud.start(folder)) {
      cloud.run(
          function,
          checkpoint,
          () -> {
            cloud.put("bad");
            eventually().until(() -> !cloud.queues().isEmpty(TestCloud.PARKED));
          },
          new Mappings().retries(0).stream());
      assertThat(cloud.mark(checkpoint).rereading())
          .hasValueSatisfying(
              why ->
                  assertThat(why)
                      .contains("messages of " + TestCloud.PARKED + " were left in memory"));
    }
    RecordingFunction second = new RecordingFunction();
    runOnce(second, "good");
    assertThat(second.allIds()).containsExactly("bad", "good");
  }

  @Test
  void an_unreceived_message_makes_the_stop_unclean() {
    try (TestCloud cloud = TestCloud.start(folder)) {
      cloud.run(
          new RecordingFunction(),
          checkpoint,
          () -> {
            cloud.send("left");
          },
          new Mappings().stream());
      assertThat(cloud.mark(checkpoint).rereading()).isPresent();
    }
  }

  @Test
  void closing_waits_until_streams_and_queues_are_drained() {
    RecordingFunction function = new RecordingFunction(event -> DONE);
    try (TestCloud cloud = TestCloud.start(folder)) {
      cloud.run(
          function,
          checkpoint,
          () -> {
            cloud.put("a");
            cloud.send("m");
          },
          new Mappings().stream(),
          new Mappings().queue());
      assertThat(function.events()).hasSize(2);
      assertThat(cloud.mark(checkpoint).rereading()).isEmpty();
    }
  }

  @Test
  void replaces_an_unknown_position_with_the_start_of_the_shard() {
    runOnce(new RecordingFunction(), "a");
    moveTo(sequenceNumber -> "000000000000000000000");

    RecordingFunction second = new RecordingFunction();
    runOnce(second, "b");
    assertThat(second.allIds()).containsExactly("a", "b");
  }

  @Test
  void replaces_a_position_ahead_of_the_shard_with_its_start() {
    runOnce(new RecordingFunction(), "a");
    moveTo(CheckpointTest::ahead);

    RecordingFunction second = new RecordingFunction();
    runOnce(second, "b");
    assertThat(second.allIds()).containsExactly("a", "b");
  }

  @Test
  void ignores_a_broken_checkpoint() throws IOException {
    runOnce(new RecordingFunction(), "a");
    Files.writeString(checkpoint, "{\"streams\":");

    RecordingFunction second = new RecordingFunction();
    runOnce(second, "b");
    assertThat(second.allIds()).containsExactly("a", "b");
  }

  @Test
  void after_a_failed_checkpoint_the_next_run_reads_again() throws IOException {
    Path blocked = Files.createDirectory(folder.resolve("checkpoint.json.new"));
    try (var log = new CapturedLog(LowWaterMark.class)) {
      runOnce(new RecordingFunction(), "a");
      assertThat(log.lines())
          .anyMatch(line -> line.contains("the next start reads the streams again"));
    }
    Files.delete(blocked);

    RecordingFunction second = new RecordingFunction();
    runOnce(second, "b");
    assertThat(second.allIds()).containsExactly("a", "b");
  }

  /** A sequence number of the same length, far behind the given one. */
  private static String ahead(String sequenceNumber) {
    var later = new BigInteger(sequenceNumber).add(BigInteger.valueOf(1000));
    return "0".repeat(sequenceNumber.length() - later.toString().length()) + later;
  }

  private void moveTo(UnaryOperator<String> position) {
    Checkpoint saved = JsonMapper.shared().readValue(checkpoint.toFile(), Checkpoint.class);
    StreamCheckpoint stream = requireNonNull(saved.streams().get("fn/Stream"));
    Map.Entry<String, String> shard = stream.shards().entrySet().iterator().next();
    JsonMapper.shared()
        .writeValue(
            checkpoint.toFile(),
            new Checkpoint(
                Map.of(
                    "fn/Stream",
                    new StreamCheckpoint(
                        stream.streamArn(),
                        Map.of(shard.getKey(), position.apply(shard.getValue()))))));
  }

  private static boolean says(Path file, String text) throws IOException {
    return Files.exists(file) && Files.readString(file).contains(text);
  }

  private static void copy(Path from, Path to) {
    try {
      Files.copy(from, to);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The sequence number of the last record in the stream. */
  private static String lastPosition(TestCloud cloud) {
    return cloud.records().getLast().dynamodb().sequenceNumber();
  }

  private void runOnce(RecordingFunction function, String... ids) {
    runOnce(function, new Mappings(), ids);
  }

  /** Runs until the function has seen the last of the items, and then closes everything. */
  private void runOnce(RecordingFunction function, Mappings mappings, String... ids) {
    try (TestCloud cloud = TestCloud.start(folder)) {
      cloud.run(
          function,
          checkpoint,
          () -> {
            cloud.put(ids);
            String last = ids[ids.length - 1];
            eventually().until(() -> function.allIds().contains(last));
          },
          mappings.stream());
    }
  }
}
