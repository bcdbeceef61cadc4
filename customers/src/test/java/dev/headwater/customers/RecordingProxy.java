package dev.headwater.customers;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Hands on requests to an AWS service, and tells which there were. */
final class RecordingProxy implements AutoCloseable {
  private static final String TARGET = "X-Amz-Target";
  private static final List<String> HEADERS = List.of("Authorization", "Content-Type", TARGET);

  private final Queue<Request> requests = new ConcurrentLinkedQueue<>();
  private final HttpClient client = HttpClient.newHttpClient();

  /** Calls for messages wait, several at once. */
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

  private final HttpServer server;
  private final URI target;

  private RecordingProxy(HttpServer server, URI target) {
    this.server = server;
    this.target = target;
  }

  /**
   * @param operation as services of AWS name it in a header; empty when this one does not
   */
  record Request(String method, String path, String operation, String body) {}

  static RecordingProxy of(URI target) {
    try {
      HttpServer server =
          HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
      RecordingProxy proxy = new RecordingProxy(server, target);
      server.createContext("/", proxy::handOn);
      server.setExecutor(proxy.threads);
      server.start();
      return proxy;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  URI uri() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  List<Request> requests() {
    return List.copyOf(requests);
  }

  private void handOn(HttpExchange exchange) throws IOException {
    try (exchange) {
      byte[] body = exchange.getRequestBody().readAllBytes();
      String method = exchange.getRequestMethod();
      var request =
          HttpRequest.newBuilder(target.resolve(exchange.getRequestURI()))
              .method(method, BodyPublishers.ofByteArray(body));
      for (String name : HEADERS) {
        String value = exchange.getRequestHeaders().getFirst(name);
        if (value != null) {
          request.header(name, value);
        }
      }
      requests.add(
          new Request(
              method,
              exchange.getRequestURI().getPath(),
              Objects.requireNonNullElse(exchange.getRequestHeaders().getFirst(TARGET), ""),
              new String(body, StandardCharsets.UTF_8)));
      HttpResponse<byte[]> answer = client.send(request.build(), BodyHandlers.ofByteArray());
      answer
          .headers()
          .firstValue("Content-Type")
          .ifPresent(type -> exchange.getResponseHeaders().add("Content-Type", type));
      exchange.sendResponseHeaders(answer.statusCode(), answer.body().length);
      exchange.getResponseBody().write(answer.body());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("Interrupted", e);
    }
  }

  @Override
  public void close() {
    server.stop(0);
    threads.close();
    client.close();
  }
}
