package dev.headwater.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.headwater.e2e.Launcher.Finished;
import dev.headwater.local.Endpoints;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Operators who stop, and commands and services that are killed, in the middle of a run. */
@Tag("load")
class InterruptedOperationsE2eTest {
  private static final int CALLERS = 2;
  private static final List<String> CUSTOMERS =
      IntStream.range(0, 100).mapToObj(number -> "c" + number).toList();
  private static final String VERIFIED = "checked 100 customers and 200 views: no differences";
  private static final String CHECKED = "checked 100 customers and 100 claims: nothing is wrong";

  /** With it a run takes about ten seconds: several slices. */
  private static final String[] SLOWLY = {"--rate", "20"};

  private static final Duration SHOWN = Duration.ofSeconds(30);

  /** The rest of a slice, the lease of 30 s, and the run that follows. */
  private static final Duration LEASE_ENDED = Duration.ofSeconds(60);

  @TempDir Path folder;

  @Test
  void interrupted_runs_are_not_in_the_way_for_long_and_are_resumed() throws Exception {
    Operator operator = new Operator(folder);
    Finished cut;
    try (RunningService service = RunningService.on(folder)) {
      CustomerApi api = service.api();
      api.registerAll(CALLERS, CUSTOMERS);
      await()
          .atMost(SHOWN)
          .untilAsserted(
              () -> assertThat(api.get("/customers/count").text()).contains("{\"count\":100}"));
      assertStoppedRunIsSucceededAtOnce(operator, service);
      assertKilledRunKeepsOthersOut(operator, service);

      Process claims = operator.start("claims check", SLOWLY);
      awaitSecondSlice(service, "claims");
      service.kill();
      cut = Launcher.end(claims);
    }
    assertEnd(cut, 2, "headwater: Cannot call the function headwater-operations.");
    assertThat(cut.output()).isEmpty();
    try (RunningService service = RunningService.on(folder)) {
      assertResumed(operator, "verify", VERIFIED);
      assertResumed(operator, "claims check", CHECKED);
      assertEnd(operator.run("verify", "--resume"), 2, "There is no interrupted run to resume");
      assertThat(service.api().suspend("c0").status()).isEqualTo(200);
    }
  }

  private static void assertStoppedRunIsSucceededAtOnce(Operator operator, RunningService service)
      throws InterruptedException {
    Process stopped = operator.start("verify", SLOWLY);
    awaitSecondSlice(service, "verify");
    stopped.toHandle().destroy(); // as Ctrl-C
    Finished end = Launcher.end(stopped);
    assertThat(end.exitCode()).as(end.errors()).isEqualTo(143);
    assertThat(end.output()).isEmpty();
    assertThat(end.errors()).isEqualToIgnoringNewLines("Interrupted; --resume continues this run.");

    Finished next = operator.run("verify");
    assertEnd(next, 0, VERIFIED);
    assertThat(next.errors())
        .matches("An earlier run, by .* on .* since .*, was interrupted; --resume would have.*\\R");
  }

  private static void assertKilledRunKeepsOthersOut(Operator operator, RunningService service)
      throws InterruptedException {
    Process killed = operator.start("verify", SLOWLY);
    awaitSecondSlice(service, "verify");
    killed.destroyForcibly().waitFor();

    Finished refused = operator.run("verify");
    assertThat(refused.exitCode()).as(refused.output()).isEqualTo(2);
    assertThat(refused.output()).isEmpty();
    assertThat(refused.errors())
        .startsWith("headwater: " + System.getProperty("user.name") + " on ")
        .contains(" is running verify since ", ", so this did not begin.");
  }

  private static void assertResumed(Operator operator, String operation, String said) {
    await()
        .atMost(LEASE_ENDED)
        .pollInterval(Duration.ofSeconds(1))
        .pollInSameThread()
        .untilAsserted(() -> assertEnd(resume(operator, operation), 0, said));
  }

  private static Finished resume(Operator operator, String operation) throws InterruptedException {
    return operator.run(operation, SLOWLY[0], SLOWLY[1], "--resume");
  }

  /** Until the service remembers a position that is not the beginning. */
  static void awaitSecondSlice(RunningService service, String operation) {
    await().atMost(SHOWN).until(() -> itemsRead(service, operation) > 0);
  }

  /** How many items the last run has read, up to the position that the service remembers. */
  static long itemsRead(RunningService service, String operation) {
    Endpoints endpoints = service.endpoints();
    String table = Objects.requireNonNull(endpoints.tables().get("OperationsTable"));
    Map<String, AttributeValue> key =
        Map.of("PK", AttributeValue.fromS("RUN#" + operation), "SK", AttributeValue.fromS("LAST"));
    try (DynamoDbClient tables = ServiceClients.dynamoDb(endpoints)) {
      AttributeValue position =
          tables
              .getItem(get -> get.tableName(table).key(key).consistentRead(true))
              .item()
              .get("position");
      return position == null ? 0 : Reply.JSON.readTree(position.s()).path("read").asLong();
    }
  }

  private static void assertEnd(Finished run, int exitCode, String said) {
    assertThat(run.exitCode()).as(run.output() + run.errors()).isEqualTo(exitCode);
    assertThat(run.output() + run.errors()).contains(said).doesNotContain("example.com");
  }
}
