package dev.headwater.testkit.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** The JDK's immutable sets and maps iterate in an order that differs between processes. */
final class ReplayTest {
  @Test
  void a_seed_is_the_same_run_in_every_process() throws Exception {
    assertThat(Traces.elsewhere()).isEqualTo(Traces.here());
  }
}
