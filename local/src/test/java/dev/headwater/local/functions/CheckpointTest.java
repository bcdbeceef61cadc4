package dev.headwater.local.functions;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

import dev.headwater.local.CapturedLog;
import dev.headwater.local.functions.Checkpoint.StreamCheckpoint;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

import static dev.headwater.local.functions.RecordingFunction.DONE;
import static dev.headwater.local.functions.RecordingFunction.THROWN;
import static dev.headwater.local.functions.TestCloud.eventually;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

class CheckpointTest {
    @TempDir
    Path folder;

    private Path checkpoint = Path.of("");

    @BeforeEach
    void place() {
        checkpoint = folder.resolve("checkpoint.json");
    }

    @Test
    void a_clean_close_lets_the_next_run_go_on_where_this_one_stopped() {
        RecordingFunction first = new RecordingFunction();
        runOnce(first, "a", "b");
        assertThat(checkpoint).exists();

        RecordingFunction second = new RecordingFunction();
        runOnce(second, "c");
        assertThat(second.ids()).containsExactly(List.of("c"));
    }

    @Test
    void a_run_takes_the_checkpoint_away() {
        runOnce(new RecordingFunction(), "a");
        try (TestCloud cloud = TestCloud.start(folder)) {
            cloud.run(new RecordingFunction(), checkpoint, () -> {
                assertThat(checkpoint).doesNotExist();
            }, new Mappings().stream());
        }
        assertThat(checkpoint).exists();
    }

    @Test
    void without_a_checkpoint_the_stream_is_read_from_its_start() throws IOException {
        runOnce(new RecordingFunction(), "a", "b");
        Files.delete(checkpoint);

        RecordingFunction second = new RecordingFunction();
        runOnce(second, "c");
        assertThat(second.ids().stream().flatMap(List::stream)).containsExactly("a", "b", "c");
    }

    @Test
    void after_an_unclean_end_latest_means_the_start() throws IOException {
        RecordingFunction first = new RecordingFunction();
        runOnce(first, new Mappings().latest(), "a");
        Files.delete(checkpoint);

        RecordingFunction second = new RecordingFunction();
        runOnce(second, new Mappings().latest(), "b");
        assertThat(second.ids().stream().flatMap(List::stream)).containsExactly("a", "b");
    }

    @Test
    void a_message_in_a_dead_letter_queue_prevents_the_checkpoint() {
        RecordingFunction function = new RecordingFunction(event -> THROWN);
        try (TestCloud cloud = TestCloud.start(folder)) {
            cloud.run(function, checkpoint, () -> {
                cloud.put("bad");
                eventually().until(() -> !cloud.queues().isEmpty(TestCloud.PARKED));
            }, new Mappings().retries(0).stream());
        }
        assertThat(checkpoint).doesNotExist();
        assertThat(new CheckpointFile(checkpoint).reason())
                .isEqualTo("messages were left in " + TestCloud.PARKED
                        + ": queues are in memory only");
    }

    @Test
    void a_run_that_was_killed_leaves_no_other_reason_behind() throws IOException {
        CheckpointFile file = new CheckpointFile(checkpoint);
        file.saveReason("something of an earlier run");
        file.take();
        assertThat(file.reason()).startsWith("the process was killed");
        Files.writeString(checkpoint, "{");
        assertThat(file.reason()).isEqualTo("its checkpoint cannot be read");
    }

    @Test
    void a_message_that_nobody_has_taken_prevents_the_checkpoint() {
        try (TestCloud cloud = TestCloud.start(folder)) {
            cloud.run(new RecordingFunction(), checkpoint, () -> {
                cloud.send("left");
            }, new Mappings().stream());
        }
        assertThat(checkpoint).doesNotExist();
    }

    @Test
    void closing_waits_until_streams_and_queues_are_drained() {
        RecordingFunction function = new RecordingFunction(event -> DONE);
        try (TestCloud cloud = TestCloud.start(folder)) {
            cloud.run(function, checkpoint, () -> {
                cloud.put("a");
                cloud.send("m");
            }, new Mappings().stream(),
                    new Mappings().queue());
        }
        assertThat(function.events()).hasSize(2);
        assertThat(checkpoint).exists();
    }

    @Test
    void a_position_that_the_shard_does_not_know_is_given_up_for_its_start() {
        runOnce(new RecordingFunction(), "a");
        moveTo(sequenceNumber -> "000000000000000000000");

        RecordingFunction second = new RecordingFunction();
        runOnce(second, "b");
        assertThat(second.ids().stream().flatMap(List::stream)).containsExactly("a", "b");
    }

    @Test
    void a_position_ahead_of_the_shard_is_given_up_for_its_start() {
        runOnce(new RecordingFunction(), "a");
        moveTo(CheckpointTest::ahead);

        RecordingFunction second = new RecordingFunction();
        runOnce(second, "b");
        assertThat(second.ids().stream().flatMap(List::stream)).containsExactly("a", "b");
    }

    @Test
    void a_broken_checkpoint_is_none() throws IOException {
        runOnce(new RecordingFunction(), "a");
        Files.writeString(checkpoint, "{\"streams\":");

        RecordingFunction second = new RecordingFunction();
        runOnce(second, "b");
        assertThat(second.ids().stream().flatMap(List::stream)).containsExactly("a", "b");
    }

    @Test
    void a_checkpoint_that_cannot_be_written_lets_the_next_run_read_again() throws IOException {
        Files.createDirectory(folder.resolve("checkpoint.json.new"));
        try (var log = new CapturedLog(CleanStop.class)) {
            runOnce(new RecordingFunction(), "a");
            assertThat(log.lines())
                    .anyMatch(line -> line.contains("the next start reads the streams again"));
        }

        RecordingFunction second = new RecordingFunction();
        runOnce(second, "b");
        assertThat(second.ids().stream().flatMap(List::stream)).containsExactly("a", "b");
    }

    /** As long as what it follows, and far behind it. */
    private static String ahead(String sequenceNumber) {
        var later = new BigInteger(sequenceNumber).add(BigInteger.valueOf(1000));
        return "0".repeat(sequenceNumber.length() - later.toString().length()) + later;
    }

    private void moveTo(UnaryOperator<String> position) {
        Checkpoint saved = JsonMapper.shared().readValue(checkpoint.toFile(), Checkpoint.class);
        StreamCheckpoint stream = requireNonNull(saved.streams().get("fn/Stream"));
        Map.Entry<String, String> shard = stream.shards().entrySet().iterator().next();
        JsonMapper.shared()
                .writeValue(checkpoint.toFile(),
                        new Checkpoint(Map.of("fn/Stream", new StreamCheckpoint(stream.streamArn(),
                                Map.of(shard.getKey(), position.apply(shard.getValue()))))));
    }

    private void runOnce(RecordingFunction function, String... ids) {
        runOnce(function, new Mappings(), ids);
    }

    /** Until the last of the items has been seen; then it closes everything. */
    private void runOnce(RecordingFunction function, Mappings mappings, String... ids) {
        try (TestCloud cloud = TestCloud.start(folder)) {
            cloud.run(function, checkpoint, () -> {
                cloud.put(ids);
                String last = ids[ids.length - 1];
                eventually()
                        .until(() -> function.ids().stream().anyMatch(seen -> seen.contains(last)));
            }, mappings.stream());
        }
    }
}
