package dev.headwater.opensearch;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Queue;
import org.opensearch.client.opensearch.OpenSearchClient;

/** Answers requests with the responses that a test has queued. */
final class CannedServer implements AutoCloseable {
  private record Answer(int status, String body) {}

  private final HttpServer server;
  private final Queue<Answer> answers = new ArrayDeque<>();

  CannedServer() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          exchange.getRequestBody().readAllBytes();
          Answer answer = answers.remove();
          byte[] body = answer.body.getBytes(StandardCharsets.UTF_8);
          exchange.getResponseHeaders().add("Content-Type", "application/json");
          exchange.sendResponseHeaders(answer.status, body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
    server.start();
  }

  CannedServer answering(int status, String body) {
    answers.add(new Answer(status, body));
    return this;
  }

  OpenSearchIndex<Card> index() {
    return new OpenSearchIndex<>(client(), "cards", new CardFormat("cards"));
  }

  OpenSearchClient client() {
    return Connections.to(endpoint());
  }

  private URI endpoint() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
