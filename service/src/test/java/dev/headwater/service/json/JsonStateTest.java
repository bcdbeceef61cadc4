package dev.headwater.service.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class JsonStateTest {
  sealed interface Order {}

  record None() implements Order {}

  record OpenOrder(List<String> skus, Place place) implements Order {}

  sealed interface Place {}

  record Shop(int number) implements Place {}

  record Counter(int count, String name) {}

  private final JsonState<Order> codec = JsonState.of(Order.class);
  private final Order open = new OpenOrder(List.of("A-1"), new Shop(3));

  @Test
  void stores_the_phase_and_the_components() {
    Map<String, Object> stored = codec.encode(open);

    assertThat(stored)
        .isEqualTo(
            Map.of(
                "phase",
                "openOrder",
                "skus",
                List.of("A-1"),
                "place",
                Map.of("type", "Shop", "number", 3L)));
    assertThat(codec.decode(stored)).isEqualTo(open);
    assertThat(codec.encode(new None())).isEqualTo(Map.of("phase", "none"));
    assertThat(codec.decode(Map.of("phase", "none"))).isEqualTo(new None());
  }

  @Test
  void a_record_has_no_phase() {
    JsonState<Counter> counters = JsonState.of(Counter.class);
    assertThat(counters.encode(new Counter(1, "a"))).isEqualTo(Map.of("count", 1L, "name", "a"));
    assertThat(counters.decode(Map.of("count", 1L, "name", "a"))).isEqualTo(new Counter(1, "a"));
    assertThat(counters.naming()).isEmpty();
    assertThatIllegalArgumentException()
        .isThrownBy(() -> counters.named(Counter.class, "counter"))
        .withMessage("Counter is not a record of a sealed interface of states");
  }

  @Test
  void refuses_what_it_does_not_know() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> codec.decode(Map.of("phase", "closed")))
        .withMessage("its field phase is missing or not one of none, openOrder");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> codec.decode(Map.of("phase", "openOrder", "skus", List.of())))
        .withMessage("its field place is missing or not an object");
  }

  @Test
  void a_phase_of_another_name_changes_the_naming() {
    JsonState<Order> named = codec.named(OpenOrder.class, "open").named(None.class, "none");

    assertThat(named.encode(open)).containsEntry("phase", "open");
    assertThat(named.decode(named.encode(open))).isEqualTo(open);
    assertThat(named.naming()).isEqualTo("OpenOrder=open");
    assertThat(codec.naming()).isEmpty();
  }

  @Test
  void refuses_two_states_of_one_phase() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> codec.named(OpenOrder.class, "none"))
        .withMessage("Two records of Order are called none: rename one");
  }
}
