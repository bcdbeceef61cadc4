package dev.headwater.cli;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.headwater.local.Endpoints;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/**
 * Tables that exist, with unreadable events, and from the second page of a scan on a refusal that
 * quotes what it should not.
 */
final class BrokenDynamoDb implements AutoCloseable {
  static final String SECRET = "ada@example.com";
  private static final String TABLE =
      """
      {"Table": {"TableName": "any", "TableStatus": "ACTIVE", "ItemCount": 2,
        "AttributeDefinitions": [{"AttributeName": "PK", "AttributeType": "S"},
          {"AttributeName": "SK", "AttributeType": "S"}],
        "KeySchema": [{"AttributeName": "PK", "KeyType": "HASH"},
          {"AttributeName": "SK", "KeyType": "RANGE"}],
        "GlobalSecondaryIndexes": [{"IndexName": "by-list"}]}}\
      """;
  private static final String PAGE =
      """
      {"Items": [{"PK": {"S": "CUSTOMER#ada"}, "SK": {"S": "EVENT#0000000001"}},
          {"PK": {"S": "CUSTOMER#bob"}, "SK": {"S": "EVENT#0000000001"}}],
        "Count": 2,
        "LastEvaluatedKey": {"PK": {"S": "CUSTOMER#bob"}, "SK": {"S": "EVENT#0000000001"}}}\
      """;
  private static final String LIST_SHARDS =
      """
      {"Item": {"customerId": {"S": "#list-shards"}, "shards": {"N": "4"}}}\
      """;
  private static final String REFUSAL =
      """
      {"__type": "com.amazon.coral.validate#ValidationException", "message": "No %s"}\
      """
          .formatted(SECRET);

  private final HttpServer server;

  BrokenDynamoDb() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", BrokenDynamoDb::answer);
    server.start();
  }

  private static void answer(HttpExchange exchange) throws IOException {
    String request = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    String target = exchange.getRequestHeaders().getFirst("X-Amz-Target");
    boolean refuses = request.contains("ExclusiveStartKey");
    String answer =
        target.endsWith("DescribeTable")
            ? TABLE
            : request.contains("#list-shards") ? LIST_SHARDS : refuses ? REFUSAL : PAGE;
    byte[] body = answer.getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().add("Content-Type", "application/x-amz-json-1.0");
    exchange.sendResponseHeaders(refuses ? 400 : 200, body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
  }

  /** Has it stand in for the customer service on a data folder. */
  void listenOn(Path folder) throws IOException {
    listenOn(folder, "CustomersTable");
  }

  /** Has it stand in for a service that has a views table of this name. */
  void listenOn(Path folder, String viewsTable) throws IOException {
    URI here = URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    Endpoints endpoints =
        new Endpoints(
            here,
            here,
            here,
            here,
            here,
            null,
            "us-east-1",
            ProcessHandle.current().pid(),
            null,
            Map.of(),
            Map.of("EventsTable", "events", "ClaimsTable", "claims", viewsTable, "views"),
            Map.of(),
            Map.of(),
            Map.of());
    Files.writeString(
        folder.resolve("endpoints.json"), JsonMapper.shared().writeValueAsString(endpoints));
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
