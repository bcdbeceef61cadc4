package dev.headwater.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The small and quick sister of {@link ChaosLoadE2eTest}. */
class ChaosE2eTest {
  private static final int CUSTOMERS = 40;
  private static final int COMMANDS_OF_EACH = 5;
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  @Test
  void no_command_is_lost_or_takes_effect_twice_and_views_converge(@TempDir Path folder)
      throws InterruptedException {
    try (RunningService service = RunningService.on(folder, "--chaos", "seed=7,all=0.1")) {
      ChaosRun run = new ChaosRun(service.api(), CUSTOMERS);
      run.send(COMMANDS_OF_EACH);

      run.assertHistories();
      await()
          .atMost(PATIENCE)
          .untilAsserted(
              () -> assertThat(run.ids()).allSatisfy(id -> assertConverged(service, run, id)));
      service.stop();
      await()
          .untilAsserted(
              () ->
                  assertThat(service.output())
                      .anyMatch(line -> line.contains("WARNING: chaos"))
                      .anyMatch(line -> line.startsWith("injected faults: duplicate ")));
      assertThat(String.join("", service.output())).doesNotContainPattern("injected faults.* 0");
    }
  }

  /** A view shows a whole history, or all up to before a last message that was dropped. */
  private static void assertConverged(RunningService service, ChaosRun run, String id) {
    Customer view = Customer.view(run.get("/customers/" + id));
    assertThat(view).isEqualTo(Customer.fold(run.events(id).subList(0, (int) view.version())));
    assertThat(
            view.version() == COMMANDS_OF_EACH
                || DroppedMessages.of(service).contain(id, COMMANDS_OF_EACH, "CustomerViewQueue"))
        .as("%s is at version %d", id, view.version())
        .isTrue();
  }
}
