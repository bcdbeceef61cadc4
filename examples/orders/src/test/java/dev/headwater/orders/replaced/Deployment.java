package dev.headwater.orders.replaced;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.headwater.local.LocalCloud;
import dev.headwater.local.LocalCloudOptions;
import dev.headwater.local.ground.LocalClients;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The order service, deployed from a template to the local cloud. */
final class Deployment implements AutoCloseable {
  private static final Duration TIMEOUT = Duration.ofSeconds(30);
  private static final int MOST_SLICES = 100;

  private final LocalCloud cloud;
  private final HttpClient http = HttpClient.newHttpClient();
  private final DynamoDbClient tables;

  record Reply(int status, JsonNode body) {}

  private Deployment(LocalCloud cloud) {
    this.cloud = cloud;
    this.tables =
        LocalClients.configured(DynamoDbClient.builder(), cloud.endpoints().dynamodb()).build();
  }

  static Deployment start(Path template, Map<String, String> parameters, Path data) {
    return new Deployment(
        LocalCloud.start(
            LocalCloudOptions.of(template, "orders")
                .withHandlersOnClassPath()
                .withParameters(parameters)
                .withDataFolder(data)));
  }

  void place(String id, String number) {
    Reply placed =
        post(
            cloud.endpoints().http().resolve("/orders"),
            """
            {"orderId": "%s", "number": "%s", "customerId": "ada", "customerName": "Ada Lovelace",
             "lines": [{"sku": "tea-1", "quantity": 2, "price": 5}]}
            """
                .formatted(id, number));
    assertThat(placed.status()).as(placed.toString()).isEqualTo(201);
  }

  Reply get(String path) {
    return send(HttpRequest.newBuilder(cloud.endpoints().http().resolve(path)));
  }

  void awaitItems(String path, String... ids) {
    await()
        .atMost(TIMEOUT)
        .untilAsserted(
            () ->
                assertThat(get(path).body().path("items").values())
                    .extracting(item -> item.path("orderId").asString())
                    .containsExactly(ids));
  }

  void rebuild(String view) {
    ObjectNode arguments = JsonMapper.shared().createObjectNode().put("dryRun", false);
    arguments.putArray("views").add(view);
    JsonNode totals = operate("rebuild", arguments);
    assertThat(totals.path("failed").asInt()).as(totals.toString()).isZero();
  }

  int differences() {
    JsonNode totals =
        operate("verify", JsonMapper.shared().createObjectNode().put("repair", false));
    return totals.path("different").asInt();
  }

  void awaitView(String table, String id) {
    String name = cloud.endpoints().tables().get(table);
    await()
        .atMost(TIMEOUT)
        .until(() -> tables.getItem(get -> get.tableName(name).key(key(id))).hasItem());
  }

  void deleteViews(String table, String... ids) {
    String name = cloud.endpoints().tables().get(table);
    for (String id : ids) {
      tables.deleteItem(delete -> delete.tableName(name).key(key(id)));
    }
  }

  private static Map<String, AttributeValue> key(String id) {
    return Map.of("orderId", AttributeValue.fromS(id));
  }

  /** Runs an operation to its end, and returns its totals. */
  private JsonNode operate(String operation, ObjectNode arguments) {
    ObjectNode request =
        JsonMapper.shared()
            .createObjectNode()
            .put("operation", operation)
            .put("run", operation + ' ' + System.nanoTime())
            .put("by", "tests");
    request.set("arguments", arguments);
    URI function =
        cloud
            .endpoints()
            .lambda()
            .resolve(
                "/2015-03-31/functions/"
                    + cloud.endpoints().functions().get("OperationsFunction")
                    + "/invocations");
    for (int slice = 0; slice < MOST_SLICES; slice++) {
      JsonNode answer = post(function, request.toString()).body();
      assertThat(answer.has("error")).as(answer.toString()).isFalse();
      if (answer.path("done").asBoolean()) {
        return answer.path("totals");
      }
      request.set("from", answer.path("from"));
    }
    throw new AssertionError(operation + " does not end");
  }

  private Reply post(URI uri, String body) {
    return send(
        HttpRequest.newBuilder(uri)
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(body)));
  }

  private Reply send(HttpRequest.Builder request) {
    try {
      HttpResponse<String> response =
          http.send(request.timeout(TIMEOUT).build(), BodyHandlers.ofString());
      return new Reply(response.statusCode(), JsonMapper.shared().readTree(response.body()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("Interrupted while waiting for a reply", e);
    }
  }

  @Override
  public void close() {
    http.shutdownNow();
    tables.close();
    cloud.close();
  }
}
