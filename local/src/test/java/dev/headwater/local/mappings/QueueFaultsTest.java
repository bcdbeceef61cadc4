package dev.headwater.local.mappings;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headwater.local.chaos.Chaos;
import dev.headwater.local.chaos.ChaosSettings;
import dev.headwater.local.chaos.Fault;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** Faults that chaos injects between a queue and its function. */
class QueueFaultsTest {
  @AutoClose private final TestCloud cloud = TestCloud.start(null);
  private final RecordingFunction function = new RecordingFunction();

  @Test
  void a_duplicate_reaches_the_function_twice() {
    cloud.send("1");
    run("duplicate=1");

    assertThat(function.bodies()).containsExactly(List.of("1"), List.of("1"));
  }

  @Test
  void shuffles_a_batch() {
    cloud.send("1", "2", "3", "4", "5", "6");
    run("reorder=1");

    assertThat(function.bodies())
        .singleElement()
        .satisfies(
            batch ->
                assertThat(batch)
                    .containsExactlyInAnyOrder("1", "2", "3", "4", "5", "6")
                    .isNotEqualTo(List.of("1", "2", "3", "4", "5", "6")));
  }

  @Test
  void a_delayed_message_arrives_once_and_alone() {
    cloud.send("1", "2", "3", "4", "5", "6");
    Chaos chaos = run("delay=0.4");

    long late = chaos.strikes().getOrDefault(Fault.DELAY, 0L);
    assertThat(late).isPositive();
    assertThat(function.bodies().getFirst()).hasSize(6 - (int) late);
    assertThat(function.bodies().stream().flatMap(List::stream))
        .containsExactlyInAnyOrder("1", "2", "3", "4", "5", "6");
  }

  @Test
  void every_message_arrives_once_and_in_order_at_rate_0() {
    cloud.send("1", "2", "3");
    run("all=0");

    assertThat(function.bodies()).containsExactly(List.of("1", "2", "3"));
  }

  @Test
  void a_failed_message_returns_soon() {
    var calls = new AtomicInteger();
    var failing =
        new RecordingFunction(
            event ->
                calls.incrementAndGet() == 1 ? RecordingFunction.THROWN : RecordingFunction.DONE);
    cloud.send("1");
    run(failing, "drop=1");

    assertThat(failing.bodies()).containsExactly(List.of("1"), List.of("1"));
  }

  private Chaos run(String settings) {
    return run(function, settings);
  }

  private Chaos run(RecordingFunction called, String settings) {
    var chaos = new Chaos(ChaosSettings.parse("seed=7," + settings));
    cloud.runUntil(
        called, chaos, new Mappings().queue(), () -> cloud.queues().isEmpty(TestCloud.QUEUE));
    return chaos;
  }
}
