package dev.headwater.benchmarks.write;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import dev.headwater.benchmarks.harness.ChildJvm;
import dev.headwater.benchmarks.harness.TlsKey;
import dev.headwater.testsupport.ServerProcess;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;

/**
 * Stands in for DynamoDB behind TLS, in a separate process: it answers every write at once, and
 * counts the connections that clients open.
 */
final class TlsStub implements AutoCloseable {
  private static final int BACKLOG = 256;

  private final ServerProcess process;

  private TlsStub(ServerProcess process) {
    this.process = process;
  }

  /**
   * @param idle seconds after which it closes an unused connection
   */
  static TlsStub start(TlsKey key, int idle) throws IOException {
    return new TlsStub(
        ChildJvm.start(
            TlsStub.class,
            List.of(
                "-Dsun.net.httpserver.idleInterval=" + idle, "-Dsun.net.httpserver.nodelay=true"),
            key.store().toString()));
  }

  /** Runs in the separate process. */
  public static void main(String[] arguments) throws IOException {
    Set<InetSocketAddress> peers = ConcurrentHashMap.newKeySet();
    HttpsServer server =
        HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), BACKLOG);
    server.setHttpsConfigurator(new HttpsConfigurator(new TlsKey(Path.of(arguments[0])).context()));
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext("/", exchange -> answer(exchange, peers));
    server.start();
    ChildJvm.report("https://127.0.0.1:" + server.getAddress().getPort());
    server.stop(0);
  }

  /** Answers a GET with the number of connections, and a write with success. */
  private static void answer(HttpExchange exchange, Set<InetSocketAddress> peers)
      throws IOException {
    try (exchange;
        InputStream request = exchange.getRequestBody()) {
      request.readAllBytes();
      boolean isWrite = "POST".equals(exchange.getRequestMethod());
      if (isWrite) {
        peers.add(exchange.getRemoteAddress());
      }
      byte[] body =
          (isWrite ? "{}" : String.valueOf(peers.size())).getBytes(StandardCharsets.UTF_8);
      exchange.getResponseHeaders().add("Content-Type", "application/x-amz-json-1.0");
      exchange.sendResponseHeaders(200, body.length);
      exchange.getResponseBody().write(body);
    }
  }

  URI endpoint() {
    return URI.create(process.address());
  }

  /** How many connections have carried writes since the start. */
  int connections() throws IOException {
    try (InputStream answer = endpoint().toURL().openStream()) {
      return Integer.parseInt(new String(answer.readAllBytes(), StandardCharsets.UTF_8));
    }
  }

  @Override
  public void close() {
    process.close();
  }
}
