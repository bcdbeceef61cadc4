package dev.headwater.local.http;

import static dev.headwater.local.http.EchoServer.MAX_BODY;
import static dev.headwater.local.http.EchoServer.SMUGGLED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.headwater.local.http.RawConnection.Response;
import java.net.ConnectException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LoopbackServerTest {
  @AutoClose private final EchoServer server = new EchoServer();

  @Test
  void answers_a_refused_expect_continue_once_and_closes() throws Exception {
    for (String header : new String[] {"Origin: https://evil.example", "X-Too: large"}) {
      try (RawConnection connection =
          server
              .connect()
              .head(
                  "POST / HTTP/1.1",
                  header,
                  "Expect: 100-continue",
                  "Content-Length: " + (MAX_BODY + 1))) {
        Response response = connection.read();
        assertThat(response.status()).isIn(403, 413);
        assertThat(response.closes()).isTrue();
        connection.send(SMUGGLED);
        assertThat(connection.rest()).isEmpty();
      }
    }
    assertThat(server.paths).isEmpty();
  }

  @Test
  void answers_expect_continue_with_100() throws Exception {
    try (RawConnection connection =
        server.connect().head("POST / HTTP/1.1", "Expect: 100-continue", "Content-Length: 5")) {
      assertThat(connection.read().status()).isEqualTo(100);
      assertThat(connection.send("hello").read().body()).isEqualTo("hello");
      assertThat(connection.head("GET /next HTTP/1.1").read().status()).isEqualTo(200);
    }
  }

  @Test
  void answers_nothing_after_connection_close() throws Exception {
    try (RawConnection connection =
        server
            .connect()
            .head("GET /first HTTP/1.1", "Connection: close")
            .head("GET /second HTTP/1.1")) {
      assertThat(connection.read().closes()).isTrue();
      assertThat(connection.rest()).isEmpty();
    }
    assertThat(server.paths).containsExactly("/first");
  }

  @Test
  void accepts_headers_up_to_api_gateways_limit_and_refuses_far_larger_ones() throws Exception {
    String query = "?q=" + "x".repeat(6000);
    try (RawConnection connection =
        server
            .connect()
            .head("GET /" + query + " HTTP/1.1", "X-Long: " + "y".repeat(10_240 - 6000 - 60))) {
      assertThat(connection.read().status()).isEqualTo(200);
    }
    try (RawConnection connection =
        server.connect().head("GET /" + "x".repeat(10_000) + " HTTP/1.1")) {
      assertThat(connection.read().status()).isEqualTo(200);
    }
    try (RawConnection connection =
        server
            .connect()
            .head("GET / HTTP/1.1", "X-Long: " + "y".repeat(LoopbackConnector.MAX_HEADER_BYTES))) {
      assertThat(connection.read().status()).isEqualTo(431);
      assertThat(connection.rest()).isEmpty();
    }
    assertThat(server.warnings.lines()).hasSizeLessThan(2).noneMatch(line -> line.contains("yyy"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"lovelace:zz", "love|lace", "[lovelace]", "lovelace lovelace"})
  void refuses_a_malformed_host_without_logging_it(String host) throws Exception {
    try (RawConnection connection =
        server.connect().send("GET / HTTP/1.1\r\nHost: " + host + "\r\n\r\n")) {
      assertThat(connection.read().status()).isEqualTo(400);
      assertThat(connection.rest()).isEmpty();
    }
    assertThat(server.warnings.lines()).isEmpty();
  }

  @Test
  void answers_head_with_the_length_but_without_the_body() throws Exception {
    try (RawConnection connection =
        server
            .connect()
            .head("HEAD / HTTP/1.1", "Content-Length: 5", "Connection: close")
            .send("hello")) {
      assertThat(connection.rest())
          .startsWith("HTTP/1.1 200 ")
          .containsIgnoringCase("content-length: 5")
          .endsWith("\r\n\r\n");
    }
  }

  @Test
  void refuses_a_page_of_another_site_that_sends_no_origin() throws Exception {
    try (RawConnection connection = server.connect()) {
      assertThat(
              connection
                  .head("GET / HTTP/1.1", "Sec-Fetch-Site: cross-site", "Sec-Fetch-Mode: no-cors")
                  .read()
                  .status())
          .isEqualTo(403);
      assertThat(
              connection
                  .head("GET / HTTP/1.1", "Sec-Fetch-Site: cross-site", "Sec-Fetch-Mode: navigate")
                  .read()
                  .status())
          .isEqualTo(200);
      assertThat(
              connection
                  .head(
                      "POST / HTTP/1.1",
                      "Content-Length: 0",
                      "Sec-Fetch-Site: cross-site",
                      "Sec-Fetch-Mode: navigate")
                  .read()
                  .status())
          .isEqualTo(403);
      assertThat(connection.head("GET http://evil.example/ HTTP/1.1").read().status())
          .isIn(400, 403);
    }
  }

  @Test
  void reports_a_failure_without_quoting_the_request() throws Exception {
    var failing =
        LoopbackServer.start(
            ServerOptions.limitedTo(MAX_BODY),
            call -> {
              throw new IllegalStateException(
                  "secret " + new String(call.body(), StandardCharsets.UTF_8));
            });
    try (failing;
        RawConnection connection = new RawConnection(failing.port())) {
      Response response =
          connection.head("POST / HTTP/1.1", "Content-Length: 6").send("marker").read();
      assertThat(response.status()).isEqualTo(500);
      assertThat(response.body()).isEqualTo("{\"message\":\"Internal Server Error\"}");
    }
    assertThat(server.warnings.lines())
        .singleElement()
        .asString()
        .contains("java.lang.IllegalStateException")
        .doesNotContain("secret", "marker");
  }

  @Test
  void a_stop_waits_for_requests_in_flight() throws Exception {
    var started = new CountDownLatch(1);
    var proceed = new CountDownLatch(1);
    var slow =
        LoopbackServer.start(
            ServerOptions.limitedTo(MAX_BODY),
            call -> {
              started.countDown();
              return HttpReply.of(await(proceed) ? 200 : 500);
            });
    int port = slow.port();
    try (RawConnection connection = new RawConnection(port).head("GET / HTTP/1.1")) {
      assertThat(await(started)).isTrue();
      Thread stop = Thread.ofVirtual().start(slow::close);
      Awaitility.await()
          .untilAsserted(
              () ->
                  assertThatExceptionOfType(ConnectException.class)
                      .isThrownBy(() -> new RawConnection(port).close()));
      proceed.countDown();
      assertThat(connection.read().status()).isEqualTo(200);
      assertThat(stop.join(Duration.ofSeconds(20))).isTrue();
    }
  }

  private static boolean await(CountDownLatch latch) {
    try {
      return latch.await(20, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      return false;
    }
  }
}
