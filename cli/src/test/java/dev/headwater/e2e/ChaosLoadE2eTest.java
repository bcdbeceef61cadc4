package dev.headwater.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.headwater.e2e.Launcher.Finished;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/**
 * {@code mvn verify -Pload [-Dchaos.seed=7]}: 20,000 commands while everything fails now and then.
 * What is not in the views at the end was in a message that was lost and had no later one.
 */
@Tag("load")
class ChaosLoadE2eTest {
  private static final String CHAOS =
      "seed="
          + Long.getLong("chaos.seed", 7)
          + ",duplicate=0.2,delay=0.2,reorder=0.2,drop=0.1,partial-put=0.1,throttle=0.1"
          + ",lost-reply=0.1,crash-before=0.05,crash-after=0.05,timeout=0.05";
  private static final int CUSTOMERS = 2_000;
  private static final int COMMANDS_OF_EACH = 10;
  private static final int HEALED = 50;
  private static final Duration PATIENCE = Duration.ofMinutes(5);
  private static final Map<String, String> QUEUES =
      Map.of("customer-view", "CustomerViewQueue", "customer-search", "CustomerSearchQueue");

  @TempDir Path folder;

  /** A view that is not as its customer's log. */
  private record Difference(String kind, String projection, String id, long logVersion) {
    static Difference of(JsonNode json) {
      return new Difference(
          json.path("kind").asString(),
          json.path("projection").asString(),
          json.path("stream").asString().replaceFirst("CUSTOMER#", ""),
          json.path("logVersion").asLong());
    }
  }

  @Test
  void loses_nothing_but_last_messages_and_repairs_those() throws InterruptedException {
    Load.print("chaos %s", CHAOS);
    try (RunningService service = RunningService.on(folder, "--chaos", CHAOS);
        QuietService quiet = new QuietService(service)) {
      ChaosRun run = new ChaosRun(service.api(), CUSTOMERS);
      send(run);
      awaitQuiet(quiet);
      run.assertHistories();
      assertThat(Launcher.run("claims", "check", "--data", folder.toString()).exitCode()).isZero();

      List<Difference> behind = differences(verify(), 1);
      assertLost(behind, service);
      assertHeals(behind, run, service, quiet);
      assertMends();
      service.stop();
      String struck = await().until(() -> summary(service), line -> !line.isEmpty());
      Load.print("%s", struck);
      assertThat(struck).doesNotContainPattern(" 0\\b");
    }
  }

  private static void send(ChaosRun run) {
    long start = System.nanoTime();
    try (var _ = Load.progress(() -> run.commands() + " commands acknowledged")) {
      run.send(COMMANDS_OF_EACH);
    }
    long millis = Load.millisSince(start);
    assertThat(run.commands()).isEqualTo(CUSTOMERS * COMMANDS_OF_EACH);
    Load.print(
        "%d commands of %d customers acknowledged in %d s, %d/s; %d requests repeated",
        run.commands(), CUSTOMERS, millis / 1_000, run.commands() * 1_000 / millis, run.retries());
  }

  private static void awaitQuiet(QuietService quiet) {
    long start = System.nanoTime();
    quiet.awaitQuiet(PATIENCE);
    Load.print("quiet %d s later", Load.millisSince(start) / 1_000);
  }

  /** Each difference is one that G5 leaves to verify: the last message was lost. */
  private static void assertLost(List<Difference> differences, RunningService service) {
    DroppedMessages dropped = DroppedMessages.of(service);
    assertThat(differences)
        .isNotEmpty()
        .allSatisfy(
            each -> {
              assertThat(each.kind()).isIn("behind", "missing");
              assertThat(
                      dropped.contain(
                          each.id(),
                          each.logVersion(),
                          String.valueOf(QUEUES.get(each.projection()))))
                  .as(each.toString())
                  .isTrue();
            });
    QUEUES
        .keySet()
        .forEach(
            projection ->
                Load.print(
                    "%s: %d views are behind, each without its last"
                        + " message; %d messages were lost in all",
                    projection,
                    differences.stream()
                        .filter(each -> each.projection().equals(projection))
                        .count(),
                    dropped.countOf(String.valueOf(QUEUES.get(projection)))));
  }

  /** One more event brings a view forward that waits for an older one. */
  private void assertHeals(
      List<Difference> behind, ChaosRun run, RunningService service, QuietService quiet)
      throws InterruptedException {
    List<String> moved = behind.stream().map(Difference::id).distinct().limit(HEALED).toList();
    moved.forEach(run::sendNext);
    awaitQuiet(quiet);
    List<Difference> left = differences(verify(), 1);
    assertLost(left, service);
    Predicate<Difference> isMoved = each -> moved.contains(each.id());
    Load.print(
        "%d customers with %d such views got one more command: now %d of their views are"
            + " behind, whose new message was lost",
        moved.size(),
        behind.stream().filter(isMoved).count(),
        left.stream().filter(isMoved).count());
    assertThat(left.stream().filter(isMoved.negate()))
        .containsExactlyInAnyOrderElementsOf(behind.stream().filter(isMoved.negate()).toList());
    run.assertHistories();
  }

  private void assertMends() throws InterruptedException {
    Finished repair = verify("--repair");
    List<Difference> repaired = differences(repair, 0);
    assertThat(Reply.JSON.readTree(repair.output()).path("repaired").asInt())
        .isEqualTo(repaired.size());
    assertThat(differences(verify(), 0)).isEmpty();
    Load.print("%d repaired, no difference after that", repaired.size());
  }

  private Finished verify(String... more) throws InterruptedException {
    List<String> arguments = new ArrayList<>(List.of("verify"));
    arguments.addAll(List.of(more));
    String name = String.join(" ", arguments);
    arguments.addAll(List.of("-o", "json", "--data", folder.toString()));
    long start = System.nanoTime();
    Finished run = Launcher.run(arguments.toArray(String[]::new));
    Load.print("%s took %d s", name, Load.millisSince(start) / 1_000);
    return run;
  }

  private static List<Difference> differences(Finished verify, int exitCode) {
    assertThat(verify.exitCode()).as(verify.errors()).isEqualTo(exitCode);
    JsonNode document = Reply.JSON.readTree(verify.output());
    assertThat(document.path("streams").asInt()).isEqualTo(CUSTOMERS);
    return document.path("differences").valueStream().map(Difference::of).toList();
  }

  private static String summary(RunningService service) {
    return service.output().stream()
        .filter(line -> line.startsWith("injected faults: "))
        .findFirst()
        .orElse("");
  }
}
