package dev.headwater.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.headwater.e2e.Launcher.Finished;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a damaged events table does, and what no command makes worse. */
class BrokenLogE2eTest {
  private static final List<String> BROKEN = List.of("first", "middle", "stray");
  private static final List<String> CUSTOMERS = List.of("first", "middle", "stray", "whole");
  private static final Duration SHOWN = Duration.ofSeconds(30);

  @TempDir Path folder;

  @Test
  void a_break_hurts_its_customer_alone_and_is_never_repaired_away() throws Exception {
    try (RunningService service = RunningService.on(folder);
        DamagedEvents events = new DamagedEvents(service.endpoints())) {
      CustomerApi api = service.api();
      CUSTOMERS.forEach(id -> threeCommits(api, id));
      await().atMost(SHOWN).untilAsserted(() -> CUSTOMERS.forEach(id -> assertShown(api, id)));
      assertEnd(run("verify"), 0, "checked 4 customers and 8 views: no differences");
      assertEnd(run("claims", "check"), 0, "4 customers and 4 claims: nothing is wrong");

      events.delete("first", 1);
      events.delete("middle", 2);
      events.copy("stray", 3, 500);
      for (String id : BROKEN) {
        events.deleteStates(id, 3);
      }
      events.deleteStates("first", 2);

      assertAuditsLeaveAlone();
      CUSTOMERS.forEach(id -> assertShown(api, id));
      CUSTOMERS.forEach(
          id ->
              assertThat(api.register("thief", id + "-3@example.com").problem())
                  .isEqualTo("email-taken"));
      assertCommandsFail(api);
      assertHistories(api);
      assertThat(api.updateEmail("whole", "whole-4@example.com").version()).isEqualTo(4);
      await()
          .atMost(SHOWN)
          .untilAsserted(
              () -> assertThat(api.get("/customers/whole").text()).contains("whole-4@example.com"));
      assertThat(service.output()).noneMatch(line -> line.contains("@example.com"));
    }
  }

  private static void threeCommits(CustomerApi api, String id) {
    assertThat(api.register(id, id + "-1@example.com").status()).isEqualTo(201);
    assertThat(api.updateEmail(id, id + "-2@example.com").version()).isEqualTo(2);
    assertThat(api.updateEmail(id, id + "-3@example.com").version()).isEqualTo(3);
  }

  /** In the look-up, the list and the search. */
  private static void assertShown(CustomerApi api, String id) {
    String email = id + "-3@example.com";
    for (String path : List.of("/customers/" + id, "/customers", "/customers?email=" + email)) {
      assertThat(api.get(path).text()).as(path).contains(email);
    }
  }

  private void assertAuditsLeaveAlone() throws InterruptedException {
    List<String> verified =
        BROKEN.stream().map(id -> "unreadable  log              CUSTOMER#" + id).toList();
    List<String> claimed = BROKEN.stream().map(id -> "unreadable  CUSTOMER#" + id).toList();
    for (String repair : List.of("", "--repair")) {
      Finished run = repair.isEmpty() ? run("verify") : run("verify", repair);
      assertEnd(run, 1, "checked 1 customers and 2 views: 3 different, 0 repaired, 3 left");
      assertThat(run.output().lines().filter(line -> line.contains("CUSTOMER#")))
          .containsExactlyInAnyOrderElementsOf(verified);
      assertThat(run.errors())
          .contains(
              "after version 0 the next commit begins with version 2",
              "after version 1 the next commit begins with version 3",
              "after version 3 the next commit begins with version 500");
    }
    for (String action : List.of("check", "repair")) {
      Finished run = run("claims", action);
      assertEnd(run, 1, "checked 1 customers and 4 claims: 3 wrong, 0 repaired, 3 left");
      assertThat(run.output().lines().filter(line -> line.contains("CUSTOMER#")))
          .containsExactlyInAnyOrderElementsOf(claimed);
    }
  }

  private static void assertCommandsFail(CustomerApi api) {
    for (String id : BROKEN) {
      Reply reply = api.reactivate(id); // which a cached state would refuse, so it loads
      assertThat(reply.status()).isEqualTo(500);
      assertThat(reply.problem()).isEqualTo("internal-fault");
      assertThat(reply.text()).contains("The events of this customer cannot be read");
    }
  }

  private static void assertHistories(CustomerApi api) {
    assertThat(api.get("/customers/first/events").status()).isEqualTo(500);
    Reply page = api.get("/customers/middle/events");
    assertThat(page.json().path("items").size()).isEqualTo(1);
    assertThat(
            api.get("/customers/middle/events?cursor=" + page.json().path("nextCursor").asString())
                .status())
        .isEqualTo(500);
    assertThat(api.get("/customers/whole/events").json().path("items").size()).isEqualTo(3);
  }

  @Test
  void a_view_that_could_not_be_read_back_is_never_stored() throws Exception {
    try (RunningService service = RunningService.on(folder);
        DamagedEvents events = new DamagedEvents(service.endpoints())) {
      CustomerApi api = service.api();
      assertThat(api.register("ada", "ada@example.com").status()).isEqualTo(201);
      await()
          .atMost(SHOWN)
          .untilAsserted(() -> assertThat(api.get("/customers/ada").status()).isEqualTo(200));
      events.registerInMicroseconds("odd", "ada");
      assertThat(api.register("zoe", "zoe@example.com").status()).isEqualTo(201);
      await()
          .atMost(SHOWN)
          .untilAsserted(() -> assertThat(api.get("/customers/zoe").status()).isEqualTo(200));

      assertThat(api.get("/customers/odd").status()).isEqualTo(404);
      Reply first = api.get("/customers?limit=1");
      assertThat(first.text()).contains("ada@example.com");
      assertThat(
              api.get("/customers?limit=1&cursor=" + first.json().path("nextCursor").asString())
                  .text())
          .contains("zoe@example.com");
      await() // search follows a second later
          .atMost(SHOWN)
          .untilAsserted(
              () -> assertThat(api.get("/customers/count").text()).contains("\"count\":2"));
      Finished verified = run("verify", "--repair");
      assertEnd(verified, 1, "checked 3 customers and 4 views: 2 different, 0 repaired, 2 left");
      assertThat(verified.output())
          .contains(
              "unstorable  customer-view    CUSTOMER#odd  stored nothing, log 1",
              "unstorable  customer-search  CUSTOMER#odd  stored nothing, log 1");
    }
  }

  private Finished run(String... arguments) throws InterruptedException {
    List<String> all = new ArrayList<>(List.of(arguments));
    all.addAll(List.of("--data", folder.toString()));
    if (arguments[0].equals("verify")) {
      all.addAll(List.of("--lag", "1")); // nothing is under way
    }
    return Launcher.run(all.toArray(String[]::new));
  }

  private static void assertEnd(Finished run, int exitCode, String said) {
    assertThat(run.exitCode()).as(run.output() + run.errors()).isEqualTo(exitCode);
    assertThat(run.output() + run.errors()).contains(said).doesNotContain("example.com");
  }
}
