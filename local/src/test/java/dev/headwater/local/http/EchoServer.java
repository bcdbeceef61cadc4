package dev.headwater.local.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;

/** A server that answers each request with its body, and remembers the paths. */
final class EchoServer implements AutoCloseable {
  static final int MAX_BODY = 1024 * 1024;
  static final String CHUNKED = "Transfer-Encoding: chunked";

  /** A request that must not be read out of the body of another. */
  static final String SMUGGLED =
      """
      POST /smuggled HTTP/1.1\r
      Host: 127.0.0.1\r
      Content-Length: 0\r
      \r
      """;

  final BlockingQueue<String> paths = new ArrayBlockingQueue<>(100);
  final Warnings warnings = new Warnings();

  private final LoopbackServer server =
      LoopbackServer.start(ServerOptions.limitedTo(MAX_BODY).unpacking(), this::echo);

  private HttpReply echo(HttpCall call) {
    paths.add(call.rawPath());
    return HttpReply.of(200, "text/plain", call.body());
  }

  RawConnection connect() throws IOException {
    return new RawConnection(server.port());
  }

  void assertServes() throws IOException {
    try (RawConnection other = connect().head("GET /after HTTP/1.1")) {
      assertThat(other.read().status()).isEqualTo(200);
    }
  }

  /** Waits for requests in flight. The warnings can still be read. */
  @Override
  public void close() {
    server.close();
    warnings.close();
  }
}
