package dev.headwater.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.headwater.e2e.Launcher.Finished;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.Select;

/** Commands that write, killed in the middle and typed again. */
@Tag("load")
class KilledOperationsE2eTest {
  private static final List<String> CUSTOMERS =
      IntStream.range(0, 100).mapToObj(number -> "c" + number).toList();
  private static final String VERIFIED = "checked 100 customers and 200 views: no differences";
  private static final Duration SHOWN = Duration.ofMinutes(2);

  /** The rest of a slice, and the lease of 30 s. */
  private static final Duration LEASE_ENDED = Duration.ofMinutes(1);

  /** For how long a reader that was killed may hide letters, and a little more. */
  private static final Duration VISIBLE_AGAIN = Duration.ofSeconds(35);

  /** With it, each takes about ten seconds: several slices, or one that is long. */
  private static final String[] SLOWLY = {"--yes", "--rate", "10"};

  @TempDir Path folder;

  @Test
  void a_redrive_and_a_republish_are_completed_by_the_next_run() throws Exception {
    Operator operator = new Operator(folder.resolve("original"));
    try (RunningService service = RunningService.on(operator.folder());
        ParkedLetters letters = new ParkedLetters(service.endpoints())) {
      service.api().registerAll(2, CUSTOMERS);
      await().atMost(SHOWN).untilAsserted(() -> assertEnd(operator.run("verify"), 0, VERIFIED));
      assertRedriven(operator, letters);
      assertRepublished(operator, service);
    }
  }

  @Test
  void an_import_is_completed_by_the_next_one() throws Exception {
    String backup = folder.resolve("backup.zip").toString();
    Operator original = new Operator(folder.resolve("original"));
    try (RunningService service = RunningService.on(original.folder())) {
      service.api().registerAll(2, CUSTOMERS);
      assertEnd(original.run("backup", backup), 0, "wrote 100 commits of 100 customers");
    }
    assertImported(new Operator(folder.resolve("copy")), backup);
  }

  private static void assertRedriven(Operator operator, ParkedLetters letters) throws Exception {
    letters.park(CUSTOMERS);
    Process killed = operator.start("dead-letters redrive", "--all");
    await().atMost(SHOWN).until(() -> letters.hidden() > 0 || letters.depth() < CUSTOMERS.size());
    killed.destroyForcibly().waitFor();

    await().atMost(VISIBLE_AGAIN).until(() -> letters.hidden() == 0);
    untilDone(() -> operator.run("dead-letters redrive", "--all"));
    assertThat(letters.depth()).isZero();
    assertEnd(operator.run("verify"), 0, VERIFIED);
  }

  private static void assertRepublished(Operator operator, RunningService service)
      throws Exception {
    Process killed = operator.start("republish", with(SLOWLY, "--all"));
    InterruptedOperationsE2eTest.awaitSecondSlice(service, "republish");
    killed.destroyForcibly().waitFor();

    Finished refused = operator.run("republish", with(SLOWLY, "--all"));
    assertEnd(refused, 2, "is running republish since");
    assertEnd(
        untilDone(() -> operator.run("republish", with(SLOWLY, "--all", "--resume"))),
        0,
        "published 100 events, 0 commits were refused");
    assertEnd(
        operator.run("republish", with(SLOWLY, "--all", "--resume")),
        2,
        "There is no interrupted run to resume");
    assertEnd(operator.run("verify"), 0, VERIFIED);
  }

  private static void assertImported(Operator copy, String backup) throws Exception {
    String[] arguments = with(SLOWLY, backup, "--no-publish");
    try (RunningService service = RunningService.on(copy.folder())) {
      Process killed = copy.start("import", arguments);
      await().atMost(SHOWN).until(() -> commits(service) >= 10);
      killed.destroyForcibly().waitFor();
      assertThat(commits(service)).isLessThan(CUSTOMERS.size());

      Finished imported = untilDone(() -> copy.run("import", with(arguments, "-o", "json")));
      var document = Reply.JSON.readTree(imported.output());
      assertThat(document.path("present").asInt()).isGreaterThanOrEqualTo(10);
      assertThat(document.path("imported").asInt() + document.path("present").asInt())
          .isEqualTo(CUSTOMERS.size());
      assertThat(commits(service)).isEqualTo(CUSTOMERS.size());
      assertThat(copy.run("claims repair").exitCode()).isZero();
      assertThat(copy.run("rebuild").exitCode()).isZero();
      assertEnd(copy.run("verify"), 0, VERIFIED);
    }
  }

  private static int commits(RunningService service) {
    String table = Objects.requireNonNull(service.endpoints().tables().get("EventsTable"));
    try (DynamoDbClient tables = ServiceClients.dynamoDb(service.endpoints())) {
      return tables.scan(scan -> scan.tableName(table).select(Select.COUNT)).count();
    }
  }

  /** A command. */
  private interface Run {
    Finished end() throws InterruptedException;
  }

  /** Refused only as long as the lease of the run that was killed is promised to last. */
  private static Finished untilDone(Run command) {
    return await()
        .atMost(LEASE_ENDED)
        .pollInterval(Duration.ofSeconds(1))
        .pollInSameThread()
        .until(command::end, run -> run.exitCode() == 0);
  }

  private static String[] with(String[] options, String... more) {
    return Stream.of(options, more).flatMap(Stream::of).toArray(String[]::new);
  }

  private static void assertEnd(Finished run, int exitCode, String said) {
    assertThat(run.exitCode()).as(run.output() + run.errors()).isEqualTo(exitCode);
    assertThat(run.output() + run.errors()).contains(said).doesNotContain("example.com");
  }
}
