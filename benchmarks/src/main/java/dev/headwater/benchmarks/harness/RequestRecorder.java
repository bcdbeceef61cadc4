package dev.headwater.benchmarks.harness;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.LinkedBlockingQueue;

/**
 * Takes the place of a server to learn what it is sent, so that the reference can send the very
 * same. All its answers say that nothing was found.
 */
public final class RequestRecorder implements AutoCloseable {
  private static final Map<String, String> ANSWERS =
      Map.of(
          "_search",
              """
              {"took": 1, "timed_out": false, "hits": {"hits": []}, "_shards":
               {"total": 1, "successful": 1, "skipped": 0, "failed": 0}}\
              """,
          "_bulk", "{\"took\": 1, \"errors\": false, \"items\": []}",
          "_mget", "{\"docs\": []}",
          "", "{\"Items\": [], \"Count\": 0, \"ScannedCount\": 0}");
  private static final int MAX_REQUESTS = 1_000_000;

  private final LinkedBlockingQueue<HttpPost> requests = new LinkedBlockingQueue<>(MAX_REQUESTS);
  private final HttpServer server;

  private RequestRecorder(HttpServer server) {
    this.server = server;
  }

  public static RequestRecorder start() throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    RequestRecorder recorder = new RequestRecorder(server);
    server.createContext("/", recorder::answer);
    server.start();
    return recorder;
  }

  public URI endpoint() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  /** The requests since this was asked last. */
  public List<HttpPost> take() {
    List<HttpPost> taken = new ArrayList<>();
    requests.drainTo(taken);
    return taken;
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      String path = exchange.getRequestURI().toString();
      requests.add(new HttpPost(path, exchange.getRequestBody().readAllBytes()));
      String operation = exchange.getRequestURI().getPath().replaceFirst(".*/", "");
      byte[] answer = ANSWERS.getOrDefault(operation, "{}").getBytes(StandardCharsets.UTF_8);
      exchange.getResponseHeaders().add("Content-Type", "application/json");
      exchange.sendResponseHeaders(200, answer.length);
      exchange.getResponseBody().write(answer);
    }
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
