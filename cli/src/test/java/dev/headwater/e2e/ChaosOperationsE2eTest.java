package dev.headwater.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.headwater.e2e.Launcher.Finished;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Repairs by a function that dies, times out and loses answers. */
@Tag("load")
class ChaosOperationsE2eTest {
  /** With this seed, the first call fails, and a later one does its work and loses the answer. */
  private static final String CHAOS =
      "seed=81,crash-before=0.1,crash-after=0.1,timeout=0.1,throttle=0.1,lost-reply=0.1";

  /** A run fails only if four calls in a row do, which is rare, but happens. */
  private static final int MAX_RUNS = 5;

  private static final String FAILED = "Its log says more.";

  /** What is checked of a finding. */
  private interface Check {
    void accept(JsonNode finding) throws Exception;
  }

  /** By projection and stream: what is stored, empty if nothing is. */
  private final Map<String, Object> right = new HashMap<>();

  /** Of all runs under chaos. */
  private final StringBuilder errors = new StringBuilder();

  @TempDir Path folder;

  @Test
  void every_repair_that_is_reported_has_happened() throws Exception {
    try (RunningService service = RunningService.on(folder);
        DamagedViews views = new DamagedViews(service.endpoints(), DamagedViews.CUSTOMERS);
        DamagedClaims claims = new DamagedClaims(service.endpoints())) {
      register(service.api(), views);
      for (String id : DamagedViews.IDS) {
        right.putAll(stored(views, id));
      }
      right.putAll(stored(views, "orphan"));
      views.damage();
      claims.delete("CUSTOMER#ahead");
      claims.give("CUSTOMER#behind", "email");
    }
    try (RunningService service = RunningService.on(folder, "--chaos", CHAOS);
        DamagedViews views = new DamagedViews(service.endpoints(), DamagedViews.CUSTOMERS);
        DamagedClaims claims = new DamagedClaims(service.endpoints())) {
      repair("verify", "differences", found -> assertRight(views, found), "--repair", "--lag", "1");
      repair(
          "claims repair",
          "findings",
          found ->
              assertThat(claims.of(found.path("stream").asString()))
                  .hasSize(1)
                  .doesNotContain("email" + DamagedClaims.NO_VALUE));
      for (Map.Entry<String, Object> view : right.entrySet()) {
        assertThat(stored(views, view.getKey().replaceFirst(".* ", ""))).contains(view);
      }
      assertThat(errors.toString()).contains("Trying again.");
    }
    try (RunningService service = RunningService.on(folder)) {
      Operator operator = new Operator(folder);
      assertEnd(operator.run("verify"), 0, "checked 7 customers and 14 views: no differences");
      assertEnd(
          operator.run("claims check"), 0, "checked 7 customers and 7 claims: nothing is wrong");
      assertThat(service.api().register("eve", "ahead@example.com").problem())
          .isEqualTo("email-taken");
    }
  }

  private static void register(CustomerApi api, DamagedViews views) throws Exception {
    for (String id : DamagedViews.IDS) {
      assertThat(api.register(id, id + "@example.com").status()).isEqualTo(201);
    }
    await()
        .atMost(Duration.ofSeconds(30))
        .untilAsserted(
            () -> {
              assertThat(api.get("/customers/count").text()).contains("{\"count\":7}");
              assertThat(api.get("/customers").text().split("customerId")).hasSize(8);
            });
    views.remember("behind");
    assertThat(api.updateEmail("behind", "later@example.com").status()).isEqualTo(200);
    await()
        .atMost(Duration.ofSeconds(30))
        .untilAsserted(
            () ->
                assertThat(stored(views, "behind"))
                    .allSatisfy(
                        (view, stored) ->
                            assertThat(stored.toString()).contains("later@example.com")));
  }

  private void assertRight(DamagedViews views, JsonNode difference) throws Exception {
    String id = difference.path("stream").asString().replace("CUSTOMER#", "");
    String view = difference.path("projection").asString() + ' ' + id;
    assertThat(stored(views, id)).containsEntry(view, Objects.requireNonNull(right.get(view)));
  }

  private static Map<String, Object> stored(DamagedViews views, String id)
      throws IOException, InterruptedException {
    return Map.of(
        "customer-view " + id, views.item(id), "customer-search " + id, views.document(id));
  }

  /**
   * Repairs until nothing is wrong.
   *
   * @param check is given each finding that was reported as repaired, after its run
   */
  private void repair(String operation, String list, Check check, String... options)
      throws Exception {
    List<String> arguments = new ArrayList<>(List.of(options));
    arguments.addAll(List.of("-o", "json"));
    Finished run;
    int runs = 0;
    do {
      assertThat(runs++).isLessThan(MAX_RUNS);
      run = new Operator(folder).run(operation, arguments.toArray(String[]::new));
      errors.append(run.errors());
      assertThat(run.exitCode()).as(run.errors()).isIn(0, 1, 2);
      if (run.exitCode() == 2) {
        assertThat(run.errors()).contains(FAILED);
      }
      JsonNode document = Reply.JSON.readTree(run.output().isEmpty() ? "{}" : run.output());
      List<JsonNode> repaired =
          document
              .path(list)
              .valueStream()
              .filter(each -> each.path("repaired").asBoolean())
              .toList();
      for (JsonNode finding : repaired) {
        check.accept(finding);
      }
      if (document.path("complete").asBoolean(false)) {
        assertThat(document.path("repaired").asInt()).isEqualTo(repaired.size());
      }
    } while (run.exitCode() != 0);
  }

  private static void assertEnd(Finished run, int exitCode, String said) {
    assertThat(run.exitCode()).as(run.output() + run.errors()).isEqualTo(exitCode);
    assertThat(run.output() + run.errors()).contains(said).doesNotContain("example.com");
  }
}
