package dev.headwater.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.headwater.e2e.Launcher.Finished;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What an operator runs, as documented, when the normal form of e-mails has changed. */
class NormalFormE2eTest {
  /** As they were stored: Punycode was kept then, and dots were not looked at. */
  private static final Map<String, String> STORED =
      Map.of(
          "ada", "ada@xn--bcher-kva.example",
          "bob", "twin@xn--bcher-kva.example",
          "eve", "twin@b\u00fccher.example",
          "odd", "a..b@example.com");

  @TempDir Path folder;

  @Test
  void an_older_deployment_comes_to_the_new_form_by_three_commands() throws Exception {
    try (RunningService service = RunningService.on(folder)) {
      storeAsBefore(service);
    }
    try (RunningService service = RunningService.on(folder)) {
      CustomerApi api = service.api();
      assertClaimsAreRepaired();
      assertViewsAreRepaired();

      assertThat(api.register("dup", "ADA@B\u00dcCHER.example").problem()).isEqualTo("email-taken");
      assertThat(api.register("dup", "ada@xn--bcher-kva.example").problem())
          .isEqualTo("email-taken");
      for (String pattern : List.of("*@xn--bcher-kva.example", "*@b%C3%BCcher.example")) {
        assertThat(api.get("/customers?email=" + pattern).text())
            .contains("\"ada\"", "\"bob\"", "\"eve\"", "ada@b\u00fccher.example")
            .doesNotContain("xn--");
      }

      assertThat(api.suspend("odd").status()).isEqualTo(200);
      assertThat(api.updateEmail("bob", "bob@example.com").status()).isEqualTo(200);
      assertEnd(run("claims", "check"), 0, "nothing is wrong");
    }
  }

  private static void storeAsBefore(RunningService service) throws Exception {
    CustomerApi api = service.api();
    for (String id : STORED.keySet()) {
      assertThat(api.register(id, id + "@example.com").status()).isEqualTo(201);
    }
    await()
        .atMost(Duration.ofSeconds(30))
        .untilAsserted(
            () -> {
              assertThat(api.get("/customers/count").text()).contains("{\"count\":4}");
              assertThat(api.get("/customers").text().split("customerId")).hasSize(5);
            });
    try (OldSpelling events = new OldSpelling(service.endpoints());
        DamagedViews views = new DamagedViews(service.endpoints(), DamagedViews.CUSTOMERS)) {
      for (Map.Entry<String, String> stored : STORED.entrySet()) {
        events.respell(stored.getKey(), stored.getKey() + "@example.com", stored.getValue());
        views.respell(stored.getKey(), stored.getValue());
      }
    }
  }

  /** Two customers turn out to have one e-mail: an operator has to settle that. */
  private void assertClaimsAreRepaired() throws InterruptedException {
    Finished before = run("claims", "check");
    assertEnd(before, 1, "checked 4 customers and 4 claims: 4 wrong, 0 repaired, 4 left");
    assertThat(before.output().lines())
        .contains(
            "missing     CUSTOMER#ada  email",
            "orphan      CUSTOMER#ada  email",
            "duplicate   CUSTOMER#bob  email",
            "orphan      CUSTOMER#bob  email");
    assertEnd(run("claims", "repair"), 1, "4 wrong, 3 repaired, 1 left");
  }

  private void assertViewsAreRepaired() throws InterruptedException {
    assertEnd(
        run("verify", "--lag", "1"),
        1,
        "checked 4 customers and 8 views: 4 different, 0 repaired, 4 left");
    assertEnd(run("verify", "--repair", "--lag", "1"), 0, "4 different, 4 repaired");
    assertEnd(run("verify", "--lag", "1"), 0, "no differences");
  }

  private Finished run(String... arguments) throws InterruptedException {
    List<String> all = new ArrayList<>(List.of(arguments));
    all.addAll(List.of("--data", folder.toString()));
    return Launcher.run(all.toArray(String[]::new));
  }

  private static void assertEnd(Finished run, int exitCode, String said) {
    assertThat(run.exitCode()).as(run.output() + run.errors()).isEqualTo(exitCode);
    assertThat(run.output() + run.errors()).contains(said).doesNotContain("cher", "example.com");
  }
}
