package dev.headwater.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.headwater.e2e.Launcher.Finished;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Letters, events that are published again, and backups, by a function that keeps failing. */
@Tag("load")
class ChaosLettersE2eTest {
  private static final String[] CHAOS = {
    "--chaos", "seed=81,crash-before=0.1,crash-after=0.1,timeout=0.1,throttle=0.1,lost-reply=0.1"
  };
  private static final List<String> CUSTOMERS =
      IntStream.range(0, 40).mapToObj(number -> "c" + number).toList();
  private static final List<String> UNREADABLE =
      IntStream.range(0, 5).mapToObj(number -> "no event " + number).toList();
  private static final String VERIFIED = "checked 40 customers and 80 views: no differences";
  private static final Duration SHOWN = Duration.ofMinutes(2);

  /** A run fails if four calls in a row do, and a killed function hides letters for 30 s. */
  private static final int MAX_RUNS = 20;

  @TempDir Path folder;

  /** Of all runs under chaos. */
  private final StringBuilder errors = new StringBuilder();

  private int backups;

  @Test
  void no_letter_and_no_commit_is_lost() throws Exception {
    Operator operator = new Operator(folder.resolve("original"));
    try (RunningService service = RunningService.on(operator.folder());
        ParkedLetters letters = new ParkedLetters(service.endpoints())) {
      CustomerApi api = service.api();
      api.registerAll(2, CUSTOMERS);
      await().atMost(SHOWN).untilAsserted(() -> assertEnd(operator.run("verify"), 0, VERIFIED));
      letters.park(CUSTOMERS.subList(0, 20));
      UNREADABLE.forEach(letters::park);
    }
    String backup;
    try (RunningService _ = RunningService.on(operator.folder(), CHAOS)) {
      until(0, () -> operator.run("dead-letters archive", "--all"));
      until(0, () -> operator.run("dead-letters unarchive", "--stream", "c0"));
      until(0, () -> operator.run("dead-letters unarchive", "--all"));
      redrive(operator);
      until(0, () -> operator.run("republish", "--all", "--yes"));
      until(0, () -> operator.run("republish", "--view", "customer-view", "--yes"));
      until(1, () -> operator.run("status", "-o", "json"));
      backup = backup(operator);
      until(0, () -> operator.run("import", backup, "--no-publish", "--yes"));
    }
    assertThat(errors.toString()).contains("Trying again.");
    try (RunningService _ = RunningService.on(operator.folder())) {
      await().atMost(SHOWN).untilAsserted(() -> assertEnd(operator.run("verify"), 0, VERIFIED));
      assertUnreadableLettersAreThere(operator);
    }
    assertRestored(backup);
  }

  /** Until only those are left that no redrive can help. */
  private void redrive(Operator operator) throws Exception {
    int runs = 0;
    do {
      assertThat(runs++).as(errors.toString()).isLessThan(MAX_RUNS);
      Finished redrive = operator.run("dead-letters redrive", "--all");
      errors.append(redrive.errors());
      assertThat(redrive.exitCode()).as(redrive.output() + redrive.errors()).isIn(1, 2);
    } while (!isOnlyUnreadable(until(1, () -> operator.run("dead-letters list", "-o", "json"))));
  }

  private static boolean isOnlyUnreadable(Finished list) {
    JsonNode document = Reply.JSON.readTree(list.output());
    return document.path("incomplete").asInt() == 0
        && document
            .path("groups")
            .valueStream()
            .allMatch(group -> group.path("failure").path("kind").asString().equals("malformed"));
  }

  /** They may be there twice, since a lost answer does not say whether one was parked. */
  private static void assertUnreadableLettersAreThere(Operator operator) {
    await()
        .atMost(SHOWN)
        .untilAsserted(
            () -> {
              Finished queued =
                  operator.run("dead-letters show", "--limit", "1000", "--show-values");
              Finished archived =
                  operator.run(
                      "dead-letters show", "--archived", "--limit", "1000", "--show-values");
              assertThat(queued.output() + archived.output()).contains(UNREADABLE);
            });
  }

  private String backup(Operator operator) throws Exception {
    until(0, () -> operator.run("backup", nextBackup()));
    return folder.resolve("backup-" + backups + ".zip").toString();
  }

  private String nextBackup() {
    return folder.resolve("backup-" + ++backups + ".zip").toString();
  }

  /** An import continues a restore that failed. */
  private void assertRestored(String backup) throws Exception {
    Operator copy = new Operator(folder.resolve("copy"));
    String[] options = {backup, "--no-publish", "--yes"};
    try (RunningService _ = RunningService.on(copy.folder(), CHAOS)) {
      errors.append(copy.run("restore", options).errors());
      until(0, () -> copy.run("import", options));
      until(0, () -> copy.run("claims repair"));
      until(0, () -> copy.run("rebuild"));
    }
    try (RunningService service = RunningService.on(copy.folder())) {
      assertEnd(copy.run("verify"), 0, VERIFIED);
      assertThat(service.api().register("eve", "c1@example.com").problem())
          .isEqualTo("email-taken");
      String again = nextBackup();
      assertEnd(copy.run("backup", again), 0, "wrote 40 commits of 40 customers");
      assertThat(commits(again)).containsExactlyInAnyOrderElementsOf(commits(backup));
    }
  }

  private static List<String> commits(String backup) throws IOException {
    List<String> lines = new ArrayList<>();
    try (ZipFile zip = new ZipFile(backup)) {
      for (var entry : zip.stream().filter(file -> file.getName().endsWith(".jsonl")).toList()) {
        try (InputStream file = zip.getInputStream(entry)) {
          new String(file.readAllBytes(), StandardCharsets.UTF_8).lines().forEach(lines::add);
        }
      }
    }
    return lines;
  }

  /** A command. */
  private interface Run {
    Finished end() throws InterruptedException;
  }

  /**
   * Runs until the exit code is no more than this.
   *
   * @param most 1 if there may be something to report
   */
  private Finished until(int most, Run command) throws InterruptedException {
    Finished run;
    int runs = 0;
    do {
      assertThat(runs++).as(errors.toString()).isLessThan(MAX_RUNS);
      run = command.end();
      errors.append(run.errors());
      assertThat(run.exitCode()).as(run.output() + run.errors()).isIn(0, 1, 2);
    } while (run.exitCode() > most);
    return run;
  }

  private static void assertEnd(Finished run, int exitCode, String said) {
    assertThat(run.exitCode()).as(run.output() + run.errors()).isEqualTo(exitCode);
    assertThat(run.output() + run.errors()).contains(said).doesNotContain("example.com");
  }
}
