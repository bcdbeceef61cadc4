package dev.headwater.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.headwater.e2e.Launcher.Finished;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** The scheduled checks, by hand instead of by their schedules. */
class ChecksE2eTest {
  private static final Duration SOON = Duration.ofSeconds(60);
  private static final String CHECK = "CheckFunction";
  private static final String HEARTBEAT = "{\"check\": \"heartbeat\"}";
  private static final String VIEWS = "{\"check\": \"views\", \"percent\": 100}";
  private static final String FUNCTION = "{function=\"headwater-check\"}";

  @TempDir Path folder;

  @Test
  void a_heartbeat_arrives_and_a_nightly_check_finds_a_damaged_view() throws Exception {
    try (RunningService service =
        RunningService.on(
            folder,
            "--parameter",
            "HeartbeatEnabled=true",
            "--parameter",
            "NightlyCheckPercent=100")) {
      CustomerApi api = service.api();
      assertThat(api.invoke(CHECK, HEARTBEAT).path("beats").asInt()).isEqualTo(1);
      await()
          .atMost(SOON)
          .untilAsserted(() -> assertThat(metric(api, "heartbeat_lag_seconds_count")).isOne());

      String id = api.registered();
      await()
          .atMost(SOON)
          .until(() -> api.get("/customers/count").text().contains("{\"count\":1}"));
      await().atMost(SOON).until(() -> api.get("/customers/" + id).status() == 200);
      assertThat(api.invoke(CHECK, VIEWS).toString())
          .isEqualTo("{\"streams\":1,\"different\":0,\"complete\":true}");
      assertThat(metric(api, "views_differing_total")).isZero();

      damage(service, id);
      assertThat(api.invoke(CHECK, VIEWS).toString())
          .isEqualTo("{\"streams\":1,\"different\":1,\"complete\":true}");
      assertThat(metric(api, "views_differing_total")).isOne();
      assertThat(metric(api, "streams_checked_total")).isEqualTo(2);
      await()
          .atMost(SOON)
          .until(
              () ->
                  service.output().stream()
                      .anyMatch(
                          line ->
                              line.contains(
                                  "missing customer-view CUSTOMER#"
                                      + id
                                      + ", stored version 0, log version 1")));

      assertEnd(
          "verify", 0, "checked 1 customers and 1 views: 1 different, 1 repaired", "--repair");
      assertEnd("claims check", 0, "");
      assertEnd("status", 0, "");
      assertThat(service.output()).noneMatch(line -> line.contains("ERROR"));
    }
  }

  private static double metric(CustomerApi api, String name) {
    return Metrics.of(api).value(name + FUNCTION);
  }

  private static void damage(RunningService service, String id) {
    try (DynamoDbClient tables = ServiceClients.dynamoDb(service.endpoints())) {
      String views = Objects.requireNonNull(service.endpoints().tables().get("CustomersTable"));
      tables.deleteItem(
          delete -> delete.tableName(views).key(Map.of("customerId", AttributeValue.fromS(id))));
    }
  }

  private void assertEnd(String operation, int exitCode, String said, String... arguments)
      throws InterruptedException {
    Finished run = new Operator(folder).run(operation, arguments);
    assertThat(run.exitCode()).as(run.output() + run.errors()).isEqualTo(exitCode);
    assertThat(run.output() + run.errors()).contains(said).doesNotContain("HEARTBEAT");
  }
}
