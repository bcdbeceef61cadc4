package dev.headwater.benchmarks.jmh;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headwater.Outcome;
import org.junit.jupiter.api.Test;
import org.openjdk.jmh.infra.ThreadParams;

class InMemoryUpdatesTest {
  private static final int THREADS = 8;
  private static final int CUSTOMERS_OF_A_THREAD = 50;
  private static final int LAPS = 1100;

  private final InMemoryUpdates updates = new InMemoryUpdates();
  private final InMemoryService service = new InMemoryService();
  private final Caller caller = new Caller();

  @Test
  void every_command_adds_a_commit_with_and_without_an_id() {
    service.begin();
    caller.register(service, new ThreadParams(3, THREADS, 0, 1, 0, 1, 0, 1, 0, 1));

    for (int number = 0; number < LAPS * CUSTOMERS_OF_A_THREAD; number++) {
      Outcome<?, ?> outcome =
          number % 2 == 0 ? updates.withId(service, caller) : updates.withoutId(service, caller);
      int lap = (number + 1) / CUSTOMERS_OF_A_THREAD;
      assertThat(outcome)
          .isInstanceOfSatisfying(
              Outcome.Committed.class,
              committed -> assertThat(committed.version()).isBetween(lap + 1L, lap + 2L));
    }
  }
}
