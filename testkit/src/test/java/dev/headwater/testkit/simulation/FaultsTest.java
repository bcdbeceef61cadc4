package dev.headwater.testkit.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

final class FaultsTest {
  @Test
  void the_rates_of_all_faults_add_up_to_at_most_a_thousand() {
    assertThat(Faults.none().with(Fault.DROP, 400).with(Fault.DELAY, 600).of(Fault.DELAY))
        .isEqualTo(600);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Faults.none().with(Fault.DROP, 400).with(Fault.DELAY, 601))
        .withMessage(
            "The rates of all faults add up to 1001 per thousand; lower some,"
                + " or start with Faults.none()");
  }

  @Test
  void refuses_a_negative_rate_by_name() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Faults.all().with(Fault.CRASH, -1))
        .withMessage("The rate of CRASH is -1 per thousand; it must be 0 or more");
  }
}
