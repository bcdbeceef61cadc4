package dev.headwater.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.headwater.e2e.Launcher.Finished;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** A service is backed up while commands go on, and comes back on an empty data folder. */
class BackupE2eTest {
  private static final Duration SOON = Duration.ofSeconds(30);
  private static final List<String> EARLY =
      IntStream.range(0, 20).mapToObj(number -> "early" + number).toList();
  private static final List<String> LATE =
      IntStream.range(0, 20).mapToObj(number -> "late" + number).toList();
  private static final String[] QUIETLY = {"--no-publish", "--yes"};

  @TempDir Path folder;

  @Test
  void a_backup_is_restored_into_an_empty_service() throws Exception {
    try (RunningService service = RunningService.on(data("original"))) {
      EARLY.forEach(id -> register(service.api(), id));
      assertThat(service.api().suspend("early0").status()).isEqualTo(200);
      Process backup = operator("original").start("backup", backup());
      LATE.forEach(id -> register(service.api(), id));
      Finished made = Launcher.end(backup);
      assertThat(made.exitCode()).as(made.errors()).isZero();
      assertThat(made.output()).matches("wrote \\d+ commits of \\d+ customers to .*\\R");
      assertThat(operator("original").run("backup", backup()).errors())
          .contains("is there already: name another file");
      assertEnd(
          Operator.onAws(service, "headwater", "export " + folder.resolve("export")),
          0,
          "wrote 41 commits of 40 customers to ");
      assertThat(folder.resolve("export/manifest.json")).content().contains("\"commits\" : 41");
    }
    try (RunningService service = RunningService.on(data("copy"))) {
      assertRestored(service);
      assertServes(service.api());
      assertThat(service.api().register("eve", "early1@example.com").problem())
          .isEqualTo("email-taken");
      assertLostEventsAreFound(service);
    }
  }

  private void assertRestored(RunningService service) throws Exception {
    Operator copy = operator("copy");
    assertEnd(
        copy.run("restore", backup()), 2, "Missing required option: '--publish' or '--no-publish'");
    assertEnd(
        copy.run("restore", backup(), "--no-publish"),
        2,
        "into service customers on the data folder " + data("copy"));

    Finished restored = copy.run("restore", concat(QUIETLY, backup()));
    assertEnd(restored, 0, "0 were there, 0 customers refused");
    assertThat(restored.output())
        .contains("run next: headwater claims repair --data " + data("copy"))
        .contains("headwater rebuild --data ", "headwater verify --repair --data ");
    assertEnd(copy.run("restore", concat(QUIETLY, backup())), 2, "nothing was restored");
    JsonNode again = document(copy.run("import", concat(QUIETLY, backup(), "-o", "json")), 0);
    assertThat(again.path("imported").asInt()).isZero();
    assertThat(again.path("present").asInt()).isGreaterThanOrEqualTo(21);
    assertEnd(
        copy.run("import", concat(QUIETLY, folder.resolve("export").toString())),
        0,
        "0 customers refused");
    await()
        .atMost(SOON)
        .untilAsserted(
            () ->
                assertThat(service.api().get("/metrics").text())
                    .containsPattern("headwater_commits_skipped_total\\{.*} 41")
                    .doesNotContain("headwater_commits_relayed_total"));

    assertEnd(copy.run("claims repair"), 0, "40 repaired, 0 left");
    assertEnd(copy.run("rebuild", "--dry-run"), 0, "lists 40; and 40 search documents");
    assertEnd(copy.run("rebuild"), 0, "read 40 customers, rebuilt 80 views");
    assertEnd(copy.run("verify"), 0, "checked 40 customers and 80 views: no differences");
    assertSearch(
        service.api(),
        "email=*@example.com",
        Stream.of(EARLY, LATE).flatMap(List::stream).toList());
  }

  /** A search shows these and no others, as soon as the index has refreshed. */
  private static void assertSearch(CustomerApi api, String search, List<String> ids) {
    await()
        .atMost(SOON)
        .untilAsserted(
            () ->
                assertThat(api.get("/customers?limit=100&" + search).json().path("items"))
                    .extracting(customer -> customer.path("customerId").asString())
                    .containsExactlyInAnyOrderElementsOf(ids));
  }

  /**
   * The log goes back to before two commits, as after a recovery, while views and search documents
   * keep what followed from them.
   */
  private void assertLostEventsAreFound(RunningService service) throws Exception {
    CustomerApi api = service.api();
    Operator copy = operator("copy");
    register(api, "lost");
    assertThat(api.suspend("late0").version()).isEqualTo(2);
    assertSearch(api, "email=lost*", List.of("lost"));
    assertSearch(api, "status=SUSPENDED&email=late0*", List.of("late0"));
    String newer = folder.resolve("newer").toString();
    assertEnd(copy.run("export", newer, "--stream", "late0"), 0, "wrote 2 commits of 1 customers");
    try (DamagedEvents events = new DamagedEvents(service.endpoints())) {
      events.delete("lost", 1);
      events.delete("late0", 2);
    }

    Finished found = copy.run("verify", "--lag", "1");
    assertEnd(found, 1, "4 different, 0 repaired, 4 left");
    for (String projection : List.of("customer-view  ", "customer-search")) {
      assertThat(found.output())
          .contains("ahead       " + projection + "  CUSTOMER#late0  stored 2, log 1")
          .contains("orphan      " + projection + "  CUSTOMER#lost  stored 1, log nothing");
    }
    assertEnd(copy.run("import", concat(QUIETLY, newer)), 0, "imported 1 commits, 1 were there");
    assertEnd(copy.run("verify", "--repair", "--lag", "1"), 0, "2 different, 2 repaired, 0 left");
    assertSearch(api, "email=lost*", List.of());
    assertSearch(api, "status=SUSPENDED&email=late0*", List.of("late0"));
    assertThat(api.get("/customers/lost").status()).isEqualTo(404);
  }

  /** Old commands are recognised, and new ones are published. */
  private static void assertServes(CustomerApi api) {
    Reply repeated =
        api.register("early0", "early0@example.com", "Idempotency-Key", "command-early0");
    assertThat(repeated.status()).as(repeated.text()).isEqualTo(201);
    assertThat(repeated.version()).isEqualTo(1);
    assertThat(api.get("/customers/early0").text()).contains("SUSPENDED");
    assertThat(api.reactivate("early0").version()).isEqualTo(3);
    await()
        .atMost(SOON)
        .untilAsserted(
            () ->
                assertThat(api.get("/metrics").text())
                    .containsPattern("headwater_commits_relayed_total\\{.*} 1"));
  }

  @Test
  void an_import_publishes_reports_conflicts_and_refuses_other_services() throws Exception {
    try (RunningService service = RunningService.on(data("original"))) {
      List.of("ada", "bob").forEach(id -> register(service.api(), id));
      assertEnd(operator("original").run("export", export(), "--stream", "bob"), 0, "1 customers");
      assertEnd(operator("original").run("export", export()), 2, "is not an empty folder");
      assertEnd(operator("original").run("backup", backup()), 0, "wrote 2 commits of 2 customers");
    }
    try (RunningService service = RunningService.on(data("other"))) {
      Operator other = operator("other");
      assertThat(service.api().register("ada", "another@example.com").status()).isEqualTo(201);

      assertEnd(other.run("restore", concat(QUIETLY, export())), 2, "with 'headwater import'");
      assertEnd(
          other.run("import", concat(QUIETLY, backup(), "--from-service", "shop")),
          2,
          "is a backup of the service customers, not of shop");
      Finished conflict = other.run("import", backup(), "--publish", "--yes");
      assertEnd(conflict, 1, "imported 1 commits, 0 were there, 1 customers refused");
      assertThat(conflict.output()).contains("conflict    CUSTOMER#ada  version 1");
      assertThat(conflict.errors()).contains("the table has another commit at version 1");
      await()
          .atMost(SOON)
          .untilAsserted(
              () -> assertThat(service.api().get("/customers/bob").status()).isEqualTo(200));
    }
    Files.writeString(folder.resolve("export/commits-000001.jsonl"), "torn");
    assertEnd(
        operator("other").run("import", concat(QUIETLY, export())), 2, "No service is running on");
  }

  private static void register(CustomerApi api, String id) {
    Reply reply = api.register(id, id + "@example.com", "Idempotency-Key", "command-" + id);
    assertThat(reply.status()).as(reply.text()).isEqualTo(201);
  }

  private Path data(String name) {
    return folder.resolve(name);
  }

  private String backup() {
    return folder.resolve("backup.zip").toString();
  }

  private String export() {
    return folder.resolve("export").toString();
  }

  private Operator operator(String name) {
    return new Operator(data(name));
  }

  private static String[] concat(String[] options, String... more) {
    return Stream.of(options, more).flatMap(Stream::of).toArray(String[]::new);
  }

  private static JsonNode document(Finished run, int exitCode) {
    assertThat(run.exitCode()).as(run.output() + run.errors()).isEqualTo(exitCode);
    return Reply.JSON.readTree(run.output());
  }

  private static void assertEnd(Finished run, int exitCode, String said) {
    assertThat(run.exitCode()).as(run.output() + run.errors()).isEqualTo(exitCode);
    assertThat(run.output() + run.errors()).contains(said).doesNotContain("example.com");
  }
}
