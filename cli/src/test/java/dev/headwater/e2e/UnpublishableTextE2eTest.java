package dev.headwater.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.headwater.local.Endpoints;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** A name with U+FFFF: refused now, stored by an earlier version. */
class UnpublishableTextE2eTest {
  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final String NAME = "Z\uffff";

  @Test
  void a_stored_one_arrives_loses_no_customer_and_lets_the_service_stop_cleanly(
      @TempDir Path folder) throws InterruptedException {
    try (RunningService service = RunningService.on(folder)) {
      CustomerApi api = service.api();
      List<String> others = new ArrayList<>();
      for (int number = 0; number < 5; number++) {
        others.add(api.registered());
      }
      store("poison", service.endpoints());
      for (int number = 0; number < 5; number++) {
        others.add(api.registered());
      }

      await()
          .atMost(PATIENCE)
          .untilAsserted(
              () -> {
                assertThat(api.get("/customers/poison").json().path("name").asString())
                    .isEqualTo(NAME);
                assertThat(others)
                    .allSatisfy(
                        id -> assertThat(api.get("/customers/" + id).status()).isEqualTo(200));
              });
      try (QuietService quiet = new QuietService(service)) {
        quiet.awaitQuiet(PATIENCE);
      }
      assertThat(service.output())
          .noneMatch(
              line ->
                  line.contains("lost an event") || line.contains("goes to the dead-letter queue"));
    }
    try (RunningService service = RunningService.on(folder)) {
      assertThat(service.output()).noneMatch(line -> line.contains("the last stop was not clean"));
      Reply refused =
          service
              .api()
              .post(
                  "/customers",
                  """
                  {"email": "z@example.com", "name": "Z\\uffff"}\
                  """);
      assertThat(refused.status()).isEqualTo(400);
      assertThat(refused.json().path("errors").propertyNames()).containsExactly("name");
    }
  }

  /** As a version wrote it that refused no such name. */
  private static void store(String id, Endpoints endpoints) {
    var event =
        Map.of(
            "eventType",
            AttributeValue.fromS("CustomerRegistered"),
            "schemaVersion",
            AttributeValue.fromN("1"),
            "payload",
            AttributeValue.fromM(
                Map.of(
                    "email",
                    AttributeValue.fromS(id + "@example.com"),
                    "name",
                    AttributeValue.fromS(NAME))));
    try (DynamoDbClient tables = ServiceClients.dynamoDb(endpoints)) {
      tables.putItem(
          put ->
              put.tableName(Objects.requireNonNull(endpoints.tables().get("EventsTable")))
                  .item(
                      Map.of(
                          "PK",
                          AttributeValue.fromS("CUSTOMER#" + id),
                          "SK",
                          AttributeValue.fromS("EVENT#0000000001"),
                          "version",
                          AttributeValue.fromN("1"),
                          "events",
                          AttributeValue.fromL(List.of(AttributeValue.fromM(event))),
                          "timestamp",
                          AttributeValue.fromN("1767225600000"),
                          "commandId",
                          AttributeValue.fromS("c-1"),
                          "commandDigest",
                          AttributeValue.fromB(SdkBytes.fromByteArray(new byte[8])))));
    }
  }
}
