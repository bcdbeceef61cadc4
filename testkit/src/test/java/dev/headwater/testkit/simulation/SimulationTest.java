package dev.headwater.testkit.simulation;

import dev.headwater.testkit.basket.BasketSimulation;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

final class SimulationTest {
    @Test
    void baskets_keep_their_guarantees_whatever_goes_wrong() {
        long start = System.nanoTime();
        var failure = Simulation.of(new BasketSimulation()).find(1, 20_000);
        System.out.println("took " + (System.nanoTime() - start) / 1_000_000 + " ms");
        assertThat(failure.map(Simulation.Failure::story)).isEmpty();
    }
}
