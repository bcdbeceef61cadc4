package dev.headwater.testkit.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

final class FaultsTest {
  @Test
  void all_kinds_together_happen_at_most_at_every_occasion() {
    assertThat(Faults.none().with(Fault.DROP, 400).with(Fault.DELAY, 600).of(Fault.DELAY))
        .isEqualTo(600);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Faults.none().with(Fault.DROP, 400).with(Fault.DELAY, 601))
        .withMessage(
            "The rates of all faults add up to 1001 of a thousand; lower some,"
                + " or begin with Faults.none()");
  }

  @Test
  void a_negative_rate_is_refused_by_the_name_of_its_kind() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Faults.all().with(Fault.CRASH, -1))
        .withMessage("The rate of CRASH is -1 of a thousand; give 0 or more");
  }
}
