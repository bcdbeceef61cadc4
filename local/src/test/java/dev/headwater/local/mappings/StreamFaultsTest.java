package dev.headwater.local.mappings;

import static dev.headwater.local.mappings.RecordingFunction.DONE;
import static dev.headwater.local.mappings.RecordingFunction.THROWN;
import static org.assertj.core.api.Assertions.assertThat;

import dev.headwater.local.chaos.Chaos;
import dev.headwater.local.chaos.ChaosSettings;
import dev.headwater.local.functions.FunctionInvoker.Invocation;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** Faults that chaos injects between a stream and its function. */
class StreamFaultsTest {
  @AutoClose private final TestCloud cloud = TestCloud.start(null);

  @Test
  void duplicates_a_successful_batch() {
    cloud.put("a", "b", "c");

    assertThat(run("duplicate=1", List.of(DONE, DONE, DONE, DONE)))
        .containsExactly(List.of("a", "b"), List.of("a", "b"), List.of("c"), List.of("c"));
  }

  @Test
  void does_not_duplicate_a_failed_batch() {
    cloud.put("a");

    assertThat(run("duplicate=1", List.of(THROWN, DONE, DONE)))
        .containsExactly(List.of("a"), List.of("a"), List.of("a"));
  }

  @Test
  void retries_a_failed_duplicate() {
    cloud.put("a");

    assertThat(run("duplicate=1", List.of(DONE, THROWN, DONE, DONE)))
        .hasSize(4)
        .containsOnly(List.of("a"));
  }

  @Test
  void every_record_arrives_once_at_rate_0() {
    cloud.put("a", "b", "c");

    assertThat(run("all=0", List.of(DONE, DONE))).containsExactly(List.of("a", "b"), List.of("c"));
  }

  /** The ids in each call until the prepared responses run out. */
  private List<List<String>> run(String settings, List<Invocation> given) {
    List<Invocation> answers = new ArrayList<>(given);
    var function = new RecordingFunction(event -> answers.removeFirst());
    cloud.runUntil(
        function,
        new Chaos(ChaosSettings.parse("seed=7," + settings)),
        new Mappings().batchSize(2).stream(),
        answers::isEmpty);
    return function.ids();
  }
}
