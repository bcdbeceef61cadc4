package dev.headwater.testkit.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.headwater.EventStore;
import dev.headwater.testkit.basket.Basket;
import dev.headwater.testkit.basket.BasketEvent;
import dev.headwater.testkit.basket.BasketSimulation;
import dev.headwater.testkit.basket.BasketView;
import java.util.List;
import org.junit.jupiter.api.Test;

final class SimulationTest {
  private static final int SEEDS = 2_000;

  @Test
  void baskets_keep_their_guarantees_whatever_goes_wrong() {
    assertThat(Simulation.of(new BasketSimulation()).check(1, SEEDS).commits())
        .isGreaterThan(SEEDS);
  }

  @Test
  void nicknames_stay_unique_whatever_goes_wrong() {
    assertThat(Simulation.of(new Nicknames()).check(1, SEEDS).commits()).isGreaterThan(SEEDS);
  }

  @Test
  void a_failing_seed_fails_the_same_way_again_and_is_a_short_story() {
    var wrong = Simulation.of(new BasketSimulation()).with(withoutCondition());
    Simulation.Failure failure = wrong.find(1, 1_000).orElseThrow();

    assertThat(wrong.find(failure.seed(), 1).orElseThrow().story()).isEqualTo(failure.story());
    assertThat(failure.events()).hasSizeBetween(2, 20);
    assertThat(failure.story())
        .contains("given", "when", "then", "G2 no lost update", "Seed " + failure.seed());
    assertThatExceptionOfType(AssertionError.class)
        .isThrownBy(() -> wrong.check(failure.seed(), 1))
        .withMessage(failure.story());
  }

  @Test
  void every_fault_happens_unless_its_rate_is_zero() {
    Coverage wild = Simulation.of(new BasketSimulation()).check(1, 200);
    Coverage calm = Simulation.of(new BasketSimulation()).with(Faults.none()).check(1, 200);

    assertThat(wild.faults()).containsOnlyKeys(Fault.values());
    assertThat(wild.commits()).isGreaterThan(500);
    assertThat(calm.faults()).isEmpty();
    assertThat(calm.commits()).isGreaterThan(500);
  }

  @Test
  void the_rate_of_a_fault_is_respected() {
    Faults lossy = Faults.none().with(Fault.LOST_REPLY, 300);

    assertThat(Simulation.of(new BasketSimulation()).with(lossy).check(1, 50).faults())
        .containsOnlyKeys(Fault.LOST_REPLY);
  }

  @Test
  void overwriting_a_commit_with_itself_is_not_a_lost_update() {
    var rewriting =
        Simulation.of(new BasketSimulation())
            .with(
                new Components<>() {
                  @Override
                  EventStore<Basket, BasketEvent> table(EventStore<Basket, BasketEvent> table) {
                    return new BrokenStores.RewritesEqualCommits<>(table);
                  }
                });

    assertThat(rewriting.check(1, 500).commits()).isGreaterThan(500);
  }

  @Test
  void the_aggregates_are_the_domains_own() {
    assertThat(Simulation.of(new Nicknames()).events(1))
        .anyMatch(line -> line.contains("PERSON#P-"))
        .noneMatch(line -> line.contains("PERSON#a"));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Simulation.of(new Nicknames(List.of())))
        .withMessage("A simulated domain needs at least one aggregate id");
  }

  private static Components<Basket, BasketEvent, BasketView> withoutCondition() {
    return new Components<>() {
      @Override
      EventStore<Basket, BasketEvent> table(EventStore<Basket, BasketEvent> table) {
        return new BrokenStores.WithoutCondition<>(table);
      }
    };
  }
}
