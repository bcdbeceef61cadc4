package dev.headwater.service.functions;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.headwater.service.Service;
import dev.headwater.service.Settings;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.crac.Core;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

class SnapStartTest {
  private static final Map<String, AttributeValue> ITEM = Map.of("PK", AttributeValue.fromS("A#1"));

  private final HttpServer tables;

  SnapStartTest() throws IOException {
    tables = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
  }

  @BeforeEach
  void start() {
    byte[] empty = "{}".getBytes(StandardCharsets.UTF_8);
    tables.createContext(
        "/",
        exchange -> {
          try (exchange) {
            exchange.getRequestBody().readAllBytes();
            exchange.sendResponseHeaders(200, empty.length);
            exchange.getResponseBody().write(empty);
          }
        });
    tables.start();
  }

  @AfterEach
  void stop() {
    tables.stop(0);
  }

  @Test
  void each_rehearsal_begins_with_nothing_stored() {
    List<Boolean> before = new ArrayList<>();
    List<Boolean> after = new ArrayList<>();
    try (var runtime = ServiceRuntime.of(Service.of("sample"), settings())) {
      new SnapStart(
              runtime,
              (parts, deadline) -> {
                DynamoDbClient client = parts.clients().dynamoDb();
                before.add(isStored(client));
                client.putItem(
                    put ->
                        put.tableName("t")
                            .item(ITEM)
                            .conditionExpression("attribute_not_exists(PK)"));
                after.add(isStored(client));
                return List.of();
              })
          .beforeCheckpoint(Core.getGlobalContext());
    }
    assertThat(before).hasSizeBetween(10, 100).containsOnly(false);
    assertThat(after).hasSameSizeAs(before).containsOnly(true);
  }

  private static boolean isStored(DynamoDbClient client) {
    return client.getItem(get -> get.tableName("t").key(ITEM)).hasItem();
  }

  private Settings settings() {
    return new Settings(
        Map.of(
            "AWS_REGION", "us-east-1",
            "AWS_ACCESS_KEY_ID", "key",
            "AWS_SECRET_ACCESS_KEY", "secret",
            "AWS_ENDPOINT_URL", "http://127.0.0.1:" + tables.getAddress().getPort()));
  }
}
