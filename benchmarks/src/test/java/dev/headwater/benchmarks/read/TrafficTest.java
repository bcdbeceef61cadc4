package dev.headwater.benchmarks.read;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headwater.projection.Delivery;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class TrafficTest {
  private static final int BATCHES = 3;
  private final Traffic registrations = new Traffic("new", 10, 1, true);
  private final Traffic updates = new Traffic("known", 10, 1, false);
  private final Traffic ofOne = new Traffic("one", 1, 10, false);

  @Test
  void each_round_registers_other_customers() {
    Set<String> customers = new HashSet<>();
    for (int round = 0; round < 2; round++) {
      assertThat(all(registrations, round))
          .hasSize(30)
          .allSatisfy(
              message -> {
                assertThat(message.event().version()).isEqualTo(1);
                assertThat(customers.add(customer(message))).isTrue();
              });
    }
  }

  @Test
  void each_round_moves_the_registered_customers_by_a_version() {
    Set<String> registered = new HashSet<>();
    all(updates.registrations(), 0).forEach(message -> registered.add(customer(message)));

    for (int round = 0; round < 2; round++) {
      long version = round + 2L;
      assertThat(all(updates, round))
          .hasSize(30)
          .allMatch(message -> message.event().version() == version)
          .extracting(TrafficTest::customer)
          .containsExactlyInAnyOrderElementsOf(registered);
    }
  }

  @Test
  void a_batch_of_one_customer_has_its_versions_in_order() {
    assertThat(ofOne.round("o", 1, BATCHES))
        .hasSize(BATCHES)
        .allSatisfy(
            batch -> {
              assertThat(batch)
                  .extracting(TrafficTest::customer)
                  .containsOnly(customer(batch.getFirst()));
              assertThat(batch)
                  .extracting(message -> message.event().version())
                  .containsExactly(12L, 13L, 14L, 15L, 16L, 17L, 18L, 19L, 20L, 21L);
            });
  }

  @Test
  void both_sides_differ_by_a_letter() {
    assertThat(updates.round("o", 5, 1).toString().replace("o-known", "r-known"))
        .isEqualTo(updates.round("r", 5, 1).toString());
  }

  private static List<Delivery.Event> all(Traffic traffic, int round) {
    return traffic.round("o", round, BATCHES).stream().flatMap(List::stream).toList();
  }

  private static String customer(Delivery.Event message) {
    return message.stream().id();
  }
}
