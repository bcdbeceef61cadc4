package dev.headwater.cli.operated;

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
import java.util.ArrayDeque;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Answers as the operations function of a service might that runs on a data folder. */
public final class FakeFunction implements AutoCloseable {
  private final HttpServer server;
  private final Queue<Answer> answers = new ArrayDeque<>();
  private final Queue<JsonNode> requests = new ConcurrentLinkedQueue<>();

  private record Answer(int status, String error, String body) {}

  public FakeFunction() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::answer);
    server.start();
  }

  /** What to answer next. */
  public FakeFunction answers(String body) {
    answers.add(new Answer(200, "", body));
    return this;
  }

  /** As Lambda answers for a function that failed. */
  public FakeFunction fails(String body) {
    answers.add(new Answer(200, "Unhandled", body));
    return this;
  }

  /** As Lambda refuses. */
  public FakeFunction refuses(int status, String type) {
    answers.add(new Answer(status, "", "{\"__type\": \"" + type + "\", \"Message\": \"No\"}"));
    return this;
  }

  /** What it was asked. */
  public Queue<JsonNode> requests() {
    return requests;
  }

  private void answer(HttpExchange exchange) throws IOException {
    requests.add(JsonMapper.shared().readTree(exchange.getRequestBody().readAllBytes()));
    Answer answer = answers.remove();
    byte[] body = answer.body().getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().add("Content-Type", "application/json");
    if (!answer.error().isEmpty()) {
      exchange.getResponseHeaders().add("X-Amz-Function-Error", answer.error());
    }
    if (answer.status() >= 400) {
      String type = JsonMapper.shared().readTree(body).path("__type").asString();
      exchange.getResponseHeaders().add("X-Amzn-Errortype", type);
    }
    exchange.sendResponseHeaders(answer.status(), body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
  }

  /** Stands in for the function of this logical id. */
  public void listenOn(Path folder, String logicalId) throws IOException {
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
            Map.of(logicalId, "shop-operations"),
            Map.of(),
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
