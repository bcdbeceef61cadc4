package dev.headwater.local.mappings;

import static dev.headwater.local.mappings.RecordingFunction.DONE;
import static dev.headwater.local.mappings.RecordingFunction.THROWN;
import static dev.headwater.local.mappings.TestCloud.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import dev.headwater.local.chaos.Chaos;
import dev.headwater.local.chaos.ChaosSettings;
import dev.headwater.local.functions.FunctionInvoker.Invocation;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What happens between a stream and its function. */
class StreamFaultsTest {
  private final TestCloud cloud = TestCloud.start(null);

  @TempDir Path folder;

  @AfterEach
  void close() {
    cloud.close();
  }

  @Test
  void a_batch_that_succeeded_reaches_the_function_once_more() {
    cloud.put("a", "b", "c");

    assertThat(run("duplicate=1", List.of(DONE, DONE, DONE, DONE)))
        .containsExactly(List.of("a", "b"), List.of("a", "b"), List.of("c"), List.of("c"));
  }

  @Test
  void a_batch_that_failed_is_no_duplicate() {
    cloud.put("a");

    assertThat(run("duplicate=1", List.of(THROWN, DONE, DONE)))
        .containsExactly(List.of("a"), List.of("a"), List.of("a"));
  }

  @Test
  void a_duplicate_that_fails_is_tried_again() {
    cloud.put("a");

    assertThat(run("duplicate=1", List.of(DONE, THROWN, DONE, DONE)))
        .hasSize(4)
        .containsOnly(List.of("a"));
  }

  @Test
  void all_arrives_once_at_rate_0() {
    cloud.put("a", "b", "c");

    assertThat(run("all=0", List.of(DONE, DONE))).containsExactly(List.of("a", "b"), List.of("c"));
  }

  /** The ids in each call until there are no more answers. */
  private List<List<String>> run(String settings, List<Invocation> given) {
    List<Invocation> answers = new ArrayList<>(given);
    var function = new RecordingFunction(event -> answers.removeFirst());
    cloud.run(
        function,
        new Chaos(ChaosSettings.parse("seed=7," + settings)),
        folder.resolve("checkpoint"),
        () -> eventually().until(answers::isEmpty),
        new Mappings().batchSize(2).stream());
    return function.ids();
  }
}
