package dev.headwater.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class HostTest {
  @Test
  void waits_a_random_part_of_a_time_that_doubles_up_to_a_second() {
    long[] bounds = {20, 40, 80, 160, 320, 640, 1000, 1000, 1000, 1000, 1000, 1000, 1000};
    for (int attempt = 1; attempt <= bounds.length; attempt++) {
      Duration longest = Collections.max(waits(attempt, 2000));
      long bound = bounds[attempt - 1];
      assertThat(longest)
          .as("wait %d", attempt)
          .isBetween(Duration.ofMillis(bound * 9 / 10), Duration.ofMillis(bound));
    }
  }

  @Test
  void bounds_the_wait_after_any_number_of_attempts() {
    assertThat(waits(Integer.MAX_VALUE, 100))
        .allMatch(wait -> !wait.isNegative() && wait.compareTo(Duration.ofSeconds(1)) <= 0);
  }

  @Test
  void an_interrupted_wait_ends_at_once_and_keeps_the_flag() {
    Thread.currentThread().interrupt();

    assertThatExceptionOfType(InterruptedWaitException.class)
        .isThrownBy(() -> Host.system().sleeper().sleep(Duration.ofMinutes(1)));
    assertThat(Thread.interrupted()).isTrue();
  }

  @Test
  void each_system_host_draws_different_numbers() {
    assertThat(Host.system().random().nextLong()).isNotEqualTo(Host.system().random().nextLong());
  }

  private static List<Duration> waits(int attempt, int count) {
    List<Duration> waits = new ArrayList<>();
    Host host = new Host(InstantSource.system(), new Random(1), waits::add);
    for (int wait = 0; wait < count; wait++) {
      host.backOff(attempt);
    }
    return waits;
  }
}
