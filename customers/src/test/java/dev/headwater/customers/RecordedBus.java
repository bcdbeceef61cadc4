package dev.headwater.customers;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Predicate;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** An EventBridge that remembers what is put, and refuses or fails on request. */
final class RecordedBus implements AutoCloseable {
  private static final JsonMapper JSON = JsonMapper.shared();

  private final Queue<JsonNode> details = new ConcurrentLinkedQueue<>();
  private final HttpServer server;
  private volatile Predicate<JsonNode> refuses = detail -> false;
  private volatile boolean failing;

  private RecordedBus(HttpServer server) {
    this.server = server;
  }

  static RecordedBus start() {
    try {
      HttpServer server =
          HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
      RecordedBus bus = new RecordedBus(server);
      server.createContext("/", bus::answer);
      server.start();
      return bus;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  URI uri() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  /** The details of the events that it took, in this order. */
  List<JsonNode> details() {
    return List.copyOf(details);
  }

  void refuse(Predicate<JsonNode> details) {
    refuses = details;
  }

  void fail(boolean now) {
    failing = now;
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      JsonNode request = JSON.readTree(exchange.getRequestBody());
      ObjectNode answer = JSON.createObjectNode();
      ArrayNode entries = answer.putArray("Entries");
      int failed = 0;
      for (JsonNode entry : request.path("Entries")) {
        JsonNode detail = JSON.readTree(entry.path("Detail").asString());
        if (failing || refuses.test(detail)) {
          failed++;
          entries.addObject().put("ErrorCode", failing ? "InternalFailure" : "MalformedDetail");
        } else {
          details.add(detail);
          entries.addObject().put("EventId", "id");
        }
      }
      byte[] body = JSON.writeValueAsBytes(answer.put("FailedEntryCount", failed));
      exchange.getResponseHeaders().set("Content-Type", "application/x-amz-json-1.1");
      exchange.sendResponseHeaders(200, body.length);
      exchange.getResponseBody().write(body);
    }
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
