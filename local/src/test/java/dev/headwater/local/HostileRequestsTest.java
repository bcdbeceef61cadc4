package dev.headwater.local;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import dev.headwater.local.ground.WholeLog;
import dev.headwater.local.http.HttpCall;
import dev.headwater.local.http.HttpReply;
import dev.headwater.local.http.LoopbackServer;
import dev.headwater.local.http.ServerOptions;
import dev.headwater.local.queues.LocalSqs;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;

/** No log of this JVM quotes a request that is malformed or whose handling fails. */
class HostileRequestsTest {
  private static final String SECRET = "lovelace";
  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final String BODY = "{\"email\": \"" + SECRET + "@example.com\"}";

  private final LoopbackServer server =
      LoopbackServer.start(ServerOptions.limitedTo(1000), HostileRequestsTest::answer);

  @AfterEach
  void stop() {
    server.close();
  }

  private static HttpReply answer(HttpCall call) {
    if (call.rawPath().equals("/fail")) {
      throw new IllegalStateException(SECRET, new IOException(SECRET));
    }
    return HttpReply.of(200);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        BODY,
        "-5\r\n" + BODY,
        "ffffffffffff\r\n" + BODY,
        "3\r\n" + BODY,
        "2\r\n{}\r\n0\r\n" + BODY,
        "zz" + SECRET
      })
  void a_malformed_chunked_body_is_quoted_nowhere(String body) throws Exception {
    try (var log = new WholeLog()) {
      String answer =
          send(
              server.port(),
              request("/read", "Transfer-Encoding: chunked\r\n", body + "\r\n0\r\n\r\n"));

      assertThat(answer).startsWith("HTTP/1.1 ").doesNotContain(SECRET);
      assertThat(log.text()).doesNotContain(SECRET);
    }
  }

  @Test
  void an_unexpected_failure_is_logged_with_its_location_but_not_its_message() throws Exception {
    try (var log = new WholeLog()) {
      String answer = send(server.port(), request("/fail", "Content-Length: 0\r\n", ""));

      assertThat(answer)
          .startsWith("HTTP/1.1 500 ")
          .contains("Internal Server Error")
          .doesNotContain(SECRET);
      assertThat(log.text())
          .contains(
              "Request failed", "java.lang.IllegalStateException", "HostileRequestsTest.answer")
          .doesNotContain(SECRET);
    }
  }

  @Test
  void an_aborted_upload_logs_no_stack_trace() throws Exception {
    try (var log = new WholeLog()) {
      for (String half :
          List.of(
              request("/read", "Content-Length: 5000\r\n", BODY),
              "POST /read HTTP/1.1\r\nHost: localhost\r\nX-By: " + SECRET)) {
        assertThat(send(server.port(), half))
            .doesNotContain(SECRET); // the connection ends with the half request
        assertThat(send(server.port(), request("/read", "Content-Length: 0\r\n", "")))
            .startsWith("HTTP/1.1 200 ");
      }
      server.close();

      assertThat(log.text()).doesNotContain(SECRET).doesNotContain("\tat ");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        SECRET + " / HTTP/1.1\r\nHost: localhost\r\n\r\n",
        "GET /%zz" + SECRET + " HTTP/1.1\r\nHost: localhost\r\n\r\n",
        "POST / HTTP/1.1\r\nHost: localhost\r\nContent-Type: "
            + SECRET
            + "\r\n"
            + "Transfer-Encoding: chunked\r\n\r\n"
            + SECRET
            + "\r\n"
      })
  void the_queue_server_logs_no_malformed_request(String request) throws Exception {
    try (LocalSqs queues = LocalSqs.start();
        var log = new WholeLog()) {
      URI endpoint = queues.endpoint();

      assertThat(send(endpoint.getPort(), request)).startsWith("HTTP/1.1 ");
      assertThat(log.text()).doesNotContain(SECRET);
    }
  }

  /** The first case shows that the test can fail, and that the advice is still needed. */
  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void elasticmq_quotes_malformed_requests_unless_its_logger_is_off(boolean isOn) throws Exception {
    String message = "{\"QueueUrl\": \"q\", \"MessageBody\": " + BODY + "}";
    Logger logger = (Logger) LoggerFactory.getLogger("org.elasticmq");
    Level before = logger.getLevel();
    logger.setLevel(isOn ? Level.ERROR : Level.OFF);
    try (LocalSqs queues = LocalSqs.start();
        var log = new WholeLog()) {
      String answer =
          send(
              queues.endpoint().getPort(),
              request(
                  "/",
                  "Content-Type: application/x-amz-json-1.0\r\nX-Amz-Target:"
                      + " AmazonSQS.SendMessage\r\nContent-Length: "
                      + message.length()
                      + "\r\n",
                  message));

      assertThat(answer).startsWith("HTTP/1.1 ");
      assertThat(log.text().contains(SECRET)).isEqualTo(isOn);
    } finally {
      logger.setLevel(before);
    }
  }

  private static String request(String path, String headers, String body) {
    return "POST "
        + path
        + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n"
        + headers
        + "\r\n"
        + body;
  }

  private static String send(int port, String request) throws IOException {
    try (Socket socket = connect(port)) {
      write(socket, request);
      socket.shutdownOutput();
      try (InputStream answer = socket.getInputStream()) {
        return new String(answer.readAllBytes(), StandardCharsets.UTF_8);
      }
    }
  }

  private static Socket connect(int port) throws IOException {
    Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
    socket.setSoTimeout((int) PATIENCE.toMillis());
    return socket;
  }

  private static void write(Socket socket, String request) throws IOException {
    OutputStream output = socket.getOutputStream();
    output.write(request.getBytes(StandardCharsets.UTF_8));
    output.flush();
  }
}
