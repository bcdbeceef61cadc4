package dev.headwater.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

@ExtendWith(SharedService.class)
class MetricsE2eTest {
  private static final Duration SOON = Duration.ofSeconds(30);

  private final CustomerApi api;

  private final RunningService service;

  MetricsE2eTest(CustomerApi api, RunningService service) {
    this.api = api;
    this.service = service;
  }

  @Test
  void show_how_far_views_lag_and_where_the_time_goes() {
    api.registered();

    String relay = "{function=\"headwater-relay\"";
    String view = "{function=\"headwater-customer-view\",projection=\"customer-view\"";
    String search = "{function=\"headwater-customer-search\"," + "projection=\"customer-search\"";
    await()
        .atMost(SOON)
        .untilAsserted(
            () ->
                assertThat(api.get("/metrics").text())
                    .containsPattern(counted("commits_relayed_total" + relay))
                    .containsPattern(counted("relay_lag_seconds_count" + relay))
                    .containsPattern(counted("views_moved_total" + view))
                    .containsPattern(counted("projection_lag_seconds_count" + view))
                    .contains("headwater_projection_lag_seconds" + view + ",quantile=\"0.99\"}")
                    .containsPattern(counted("views_moved_total" + search)));
  }

  @Test
  void a_repair_shows_as_a_gap() {
    String id = api.registered();
    await().atMost(SOON).until(() -> api.get("/customers/" + id).status() == 200);
    api.invoke(
        "ViewProjectorFunction",
        """
        {"Records": [{"messageId": "1", "messageAttributes": {"repair": {}},
         "body": "{\\"detail\\": {\\"category\\": \\"CUSTOMER\\", \\"aggregateId\\": \\"%s\\"}}"}]}\
        """
            .formatted(id));

    assertThat(api.get("/metrics").text())
        .containsPattern("headwater_gaps_repaired_total.*customer-view\"} [1-9]")
        .containsPattern("headwater_duplicates_dropped_total.*customer-view\"} [1-9]");
  }

  @Test
  void each_says_what_it_is() {
    api.registered();
    await()
        .atMost(SOON)
        .untilAsserted(
            () ->
                assertThat(api.get("/metrics").text())
                    .contains("# HELP headwater_views_moved_total Views that moved"));
    assertThat(api.get("/metrics").text().lines().filter(line -> line.startsWith("# HELP")))
        .isNotEmpty()
        .allMatch(line -> line.matches("# HELP \\w+ .*[a-z]\\."))
        .noneMatch(line -> line.contains("as functions log it"));
  }

  @Test
  void altered_events_are_counted_and_not_published_again() {
    String id = api.registered();
    await().atMost(SOON).until(() -> api.get("/customers/" + id).status() == 200);
    Map<String, AttributeValue> key =
        Map.of(
            "PK",
            AttributeValue.fromS("CUSTOMER#" + id),
            "SK",
            AttributeValue.fromS("EVENT#0000000001"));
    try (DynamoDbClient tables = ServiceClients.dynamoDb(service.endpoints())) {
      String events = Objects.requireNonNull(service.endpoints().tables().get("EventsTable"));
      tables.updateItem(
          update ->
              update
                  .tableName(events)
                  .key(key)
                  .updateExpression("REMOVE #state")
                  .expressionAttributeNames(Map.of("#state", "state")));
    }

    await()
        .atMost(SOON)
        .untilAsserted(
            () ->
                assertThat(api.get("/metrics").text())
                    .containsPattern(
                        counted("commits_altered_total{function=\"headwater-relay\"")));
  }

  /** A series with a value of at least one. */
  private static String counted(String series) {
    return "(?m)^headwater_" + series.replace("{", "\\{") + "} [1-9]";
  }
}
