package dev.headwater.orders;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headwater.projection.Projector;
import dev.headwater.relay.Relay;
import dev.headwater.testkit.simulation.Fault;
import dev.headwater.testkit.simulation.Simulation;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class OrderSimulationTest {
  private static final int SEEDS = 2_000;
  private final Logger projector = Logger.getLogger(Projector.class.getName());
  private final Logger relay = Logger.getLogger(Relay.class.getName());

  /** Thousands of injected faults would flood the log. */
  @BeforeEach
  void silence() {
    projector.setLevel(Level.OFF);
    relay.setLevel(Level.OFF);
  }

  @AfterEach
  void speak() {
    projector.setLevel(null);
    relay.setLevel(null);
  }

  @Test
  void orders_keep_their_guarantees_whatever_goes_wrong() {
    var coverage = Simulation.of(new OrderSimulation()).check(1, SEEDS);

    assertThat(coverage.commits()).isGreaterThan(SEEDS);
    assertThat(coverage.faults()).containsOnlyKeys(Fault.values());
  }
}
