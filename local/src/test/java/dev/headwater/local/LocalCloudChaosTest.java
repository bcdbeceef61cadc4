package dev.headwater.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.headwater.local.chaos.ChaosSettings;
import dev.headwater.local.chaos.Fault;
import dev.headwater.local.ground.LocalClients;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

class LocalCloudChaosTest {
  private static final Duration WAIT = Duration.ofSeconds(20);

  private final List<String> progress = new ArrayList<>();

  @Test
  void after_a_crash_the_caller_gets_a_500_and_the_effect_stays() throws Exception {
    try (var cloud = start("crash-after=1");
        var tables = tables(cloud)) {
      HttpResponse<String> reply = put(cloud, "1");

      assertThat(reply.statusCode()).isEqualTo(500);
      assertThat(reply.body()).isEqualTo("{\"message\":\"Internal Server Error\"}");
      String orders = cloud.endpoints().tables().get("Orders");
      assertThat(
              tables
                  .getItem(
                      get -> get.tableName(orders).key(Map.of("PK", AttributeValue.fromS("1"))))
                  .hasItem())
          .isTrue();
      assertThat(cloud.chaos().strikes().get(Fault.CRASH_AFTER)).isPositive();
    }
    assertThat(progress)
        .anyMatch(line -> line.startsWith("WARNING: chaos") && line.contains("crash-after=1.0"));
  }

  @Test
  void throttles_only_functions() throws Exception {
    try (var cloud = start("throttle=1");
        var tables = tables(cloud)) {
      assertThat(put(cloud, "1").statusCode()).isEqualTo(500);

      String orders = cloud.endpoints().tables().get("Orders");
      assertThat(tables.scan(scan -> scan.tableName(orders)).items()).isEmpty();
      assertThat(cloud.chaos().strikes().get(Fault.THROTTLE)).isGreaterThan(1);
    }
  }

  @Test
  void reports_dropped_events_to_tests() throws Exception {
    try (var cloud = start("drop=1")) {
      assertThat(put(cloud, "1").statusCode()).isEqualTo(201);

      await()
          .atMost(WAIT)
          .untilAsserted(
              () ->
                  assertThat(cloud.chaos().drops())
                      .singleElement()
                      .satisfies(
                          drop -> {
                            assertThat(drop.targetName()).isEqualTo("test-ViewQueue");
                            assertThat(drop.eventId()).isNotEmpty();
                          }));
    }
  }

  @Test
  void prints_no_warning_without_chaos() throws Exception {
    try (var cloud = start("all=0")) {
      assertThat(put(cloud, "1").statusCode()).isEqualTo(201);
      assertThat(cloud.chaos().isOn()).isFalse();
    }
    assertThat(progress).isNotEmpty().noneMatch(line -> line.contains("WARNING"));
  }

  @Test
  void an_index_converges_although_requests_are_throttled_and_replies_lost() throws Exception {
    List<String> ids = IntStream.range(0, 40).mapToObj(i -> "id" + i).toList();
    try (var cloud = start("search.yaml", "throttle=0.3,lost-reply=0.3");
        var tables = tables(cloud);
        var http = HttpClient.newHttpClient()) {
      String people = cloud.endpoints().tables().get("People");
      ids.forEach(
          id ->
              tables.putItem(
                  put -> put.tableName(people).item(Map.of("PK", AttributeValue.fromS(id)))));

      URI count = Objects.requireNonNull(cloud.endpoints().opensearch()).resolve("/people/_count");
      await()
          .atMost(WAIT)
          .untilAsserted(
              () ->
                  assertThat(
                          http.send(
                                  HttpRequest.newBuilder(count)
                                      .POST(HttpRequest.BodyPublishers.ofString("{}"))
                                      .build(),
                                  HttpResponse.BodyHandlers.ofString())
                              .body())
                      .contains("\"count\":40"));
      assertThat(cloud.chaos().strikes().get(Fault.THROTTLE)).isGreaterThan(10);
    }
  }

  private LocalCloud start(String chaos) throws Exception {
    return start("shop.yaml", chaos);
  }

  private LocalCloud start(String file, String chaos) throws Exception {
    var template = Objects.requireNonNull(getClass().getResource("/templates/" + file));
    return LocalCloud.start(
        LocalCloudOptions.of(Path.of(template.toURI()), "test")
            .withHandlersOnClassPath()
            .withChaos(ChaosSettings.parse("seed=7," + chaos))
            .withProgress(progress::add));
  }

  private static DynamoDbClient tables(LocalCloud cloud) {
    return LocalClients.configured(DynamoDbClient.builder(), cloud.endpoints().dynamodb()).build();
  }

  private static HttpResponse<String> put(LocalCloud cloud, String id) throws Exception {
    var request =
        HttpRequest.newBuilder(cloud.endpoints().http().resolve("/orders/" + id))
            .timeout(WAIT)
            .PUT(HttpRequest.BodyPublishers.noBody())
            .build();
    try (var client = HttpClient.newHttpClient()) {
      return client.send(request, HttpResponse.BodyHandlers.ofString());
    }
  }
}
