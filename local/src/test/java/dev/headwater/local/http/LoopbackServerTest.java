package dev.headwater.local.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.headwater.local.http.RawConnection.Response;
import java.io.IOException;
import java.net.ConnectException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LoopbackServerTest {
  private static final int MAX_BODY = 1024 * 1024;
  private static final String SMUGGLED =
      """
      POST /smuggled HTTP/1.1\r
      Host: 127.0.0.1\r
      Content-Length: 0\r
      \r
      """;
  private static final String CHUNKED = "Transfer-Encoding: chunked";

  private final BlockingQueue<String> paths = new ArrayBlockingQueue<>(100);
  private final Warnings warnings = new Warnings();
  private final LoopbackServer server =
      LoopbackServer.start(ServerOptions.limitedTo(MAX_BODY).unpacking(), this::echo);

  @AfterEach
  void stop() {
    server.close();
    warnings.close();
  }

  private HttpReply echo(HttpCall call) {
    paths.add(call.rawPath());
    return HttpReply.of(200, "text/plain", call.body());
  }

  private RawConnection connect() throws IOException {
    return new RawConnection(server.port());
  }

  private void assertServes() throws IOException {
    try (RawConnection other = connect().head("GET /after HTTP/1.1")) {
      assertThat(other.read().status()).isEqualTo(200);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "zz",
        "-5",
        "",
        "0x5",
        "fffffffff",
        "80000000",
        "{\"name\": \"x\"}",
        "5 5",
        "5\u0000"
      })
  void refuses_a_malformed_chunk_size(String size) throws Exception {
    try (RawConnection connection =
        connect()
            .head("POST / HTTP/1.1", CHUNKED)
            .send(size + "\r\nhello\r\n0\r\n\r\n" + SMUGGLED)) {
      Response response = connection.read();
      assertThat(response.status()).isEqualTo(400);
      assertThat(response.body()).isEqualTo("{\"message\":\"Bad Request\"}");
      assertThat(response.closes()).isTrue();
      assertThat(connection.rest()).isEmpty();
    }
    assertServes();
    assertThat(paths).containsExactly("/after");
    assertThat(warnings.lines()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "3\r\nabcdef\r\n0\r\n\r\n",
        "3\r\nabcf\r\n0\r\n\r\n",
        "3\r\nabc0\r\n\r\n",
        "3\r\nabc\r0\r\n\r\n"
      })
  void refuses_a_chunk_longer_than_its_size(String body) throws Exception {
    try (RawConnection connection =
        connect().head("POST / HTTP/1.1", CHUNKED).send(body + SMUGGLED)) {
      assertThat(connection.read().status()).isEqualTo(400);
      assertThat(connection.rest()).isEmpty();
    }
    assertThat(paths).isEmpty();
    assertThat(warnings.lines()).isEmpty();
  }

  @Test
  void reads_a_well_formed_chunked_body_to_its_end() throws Exception {
    try (RawConnection connection =
        connect()
            .head("POST / HTTP/1.1", CHUNKED)
            .send("5\r\nhello\r\n")
            .send("0000008;name=\"value\"\r\n, w\r\n\r\nd\r\n")
            .send("A;x\r\n0123456789\r\n0\r\nTrailer: t\r\n\r\n")
            .send(SMUGGLED.replace("smuggled", "next"))) {
      assertThat(connection.read().body()).isEqualTo("hello, w\r\n\r\nd0123456789");
      assertThat(connection.read().status()).isEqualTo(200);
    }
    assertThat(paths).containsExactly("/", "/next");
  }

  @ParameterizedTest
  @CsvSource({
    "Content-Length: 5, hello",
    "Transfer-Encoding: chunked, 5|hello|0||",
    "Transfer-Encoding: chunked, 5|hello|0|Trailer: t||",
    "Transfer-Encoding: chunked, 5;name=value|hello|0;last||"
  })
  void never_takes_a_truncated_body_for_complete(String header, String lines) throws Exception {
    String body = lines.replace("|", "\r\n");
    for (int length = 0; length < body.length(); length++) {
      try (RawConnection connection =
          connect().head("POST / HTTP/1.1", header).send(body.substring(0, length)).end()) {
        assertThat(connection.rest()).doesNotContain("HTTP/1.1 200");
      }
    }
    assertThat(paths).isEmpty();
    assertThat(warnings.lines()).isEmpty();
  }

  @Test
  void does_not_log_an_aborted_upload() throws Exception {
    for (String header : new String[] {"Content-Length: 100", CHUNKED}) {
      try (RawConnection connection = connect().head("POST / HTTP/1.1", header)) {
        connection.send("5\r\nhello");
      }
    }
    assertServes(); // by now the uploads were accepted
    server.close(); // waits for requests in flight
    assertThat(paths).containsExactly("/after");
    assertThat(warnings.lines()).isEmpty();
  }

  @Test
  void never_takes_the_body_of_a_refused_request_for_a_request() throws Exception {
    try (RawConnection connection =
        connect()
            .head(
                "POST / HTTP/1.1",
                "Origin: https://evil.example",
                "Content-Length: " + SMUGGLED.length())
            .send(SMUGGLED)
            .head("GET /next HTTP/1.1")) {
      assertThat(connection.read().status()).isEqualTo(403);
      assertThat(connection.read().status()).isEqualTo(200);
    }
    assertThat(paths).containsExactly("/next");
  }

  @Test
  void answers_a_refused_expect_continue_once_and_closes() throws Exception {
    for (String header : new String[] {"Origin: https://evil.example", "X-Too: large"}) {
      try (RawConnection connection =
          connect()
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
    assertThat(paths).isEmpty();
  }

  @Test
  void answers_expect_continue_with_100() throws Exception {
    try (RawConnection connection =
        connect().head("POST / HTTP/1.1", "Expect: 100-continue", "Content-Length: 5")) {
      assertThat(connection.read().status()).isEqualTo(100);
      assertThat(connection.send("hello").read().body()).isEqualTo("hello");
      assertThat(connection.head("GET /next HTTP/1.1").read().status()).isEqualTo(200);
    }
  }

  @Test
  void drains_an_oversized_body_so_that_its_sender_sees_the_reply() throws Exception {
    try (RawConnection connection =
        connect().head("POST / HTTP/1.1", "Content-Length: " + 2 * MAX_BODY)) {
      Response response = connection.send("x".repeat(2 * MAX_BODY)).read();
      assertThat(response.status()).isEqualTo(413);
      assertThat(connection.head("GET /next HTTP/1.1").read().status()).isEqualTo(200);
    }
  }

  @Test
  void drains_an_oversized_chunked_body_as_well() throws Exception {
    String chunk = Integer.toHexString(2 * MAX_BODY) + "\r\n" + "x".repeat(2 * MAX_BODY);
    try (RawConnection connection = connect().head("POST / HTTP/1.1", CHUNKED)) {
      Response response = connection.send(chunk + "\r\n0\r\n\r\n").read();
      assertThat(response.status()).isEqualTo(413);
      assertThat(connection.head("GET /next HTTP/1.1").read().status()).isEqualTo(200);
    }
  }

  @Test
  void answers_nothing_after_connection_close() throws Exception {
    try (RawConnection connection =
        connect().head("GET /first HTTP/1.1", "Connection: close").head("GET /second HTTP/1.1")) {
      assertThat(connection.read().closes()).isTrue();
      assertThat(connection.rest()).isEmpty();
    }
    assertThat(paths).containsExactly("/first");
  }

  @Test
  void accepts_headers_up_to_api_gateways_limit_and_refuses_far_larger_ones() throws Exception {
    String query = "?q=" + "x".repeat(6000);
    try (RawConnection connection =
        connect()
            .head("GET /" + query + " HTTP/1.1", "X-Long: " + "y".repeat(10_240 - 6000 - 60))) {
      assertThat(connection.read().status()).isEqualTo(200);
    }
    try (RawConnection connection = connect().head("GET /" + "x".repeat(10_000) + " HTTP/1.1")) {
      assertThat(connection.read().status()).isEqualTo(200);
    }
    try (RawConnection connection =
        connect()
            .head("GET / HTTP/1.1", "X-Long: " + "y".repeat(LoopbackConnector.MAX_HEADER_BYTES))) {
      assertThat(connection.read().status()).isEqualTo(431);
      assertThat(connection.rest()).isEmpty();
    }
    assertThat(warnings.lines()).hasSizeLessThan(2).noneMatch(line -> line.contains("yyy"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"lovelace:zz", "love|lace", "[lovelace]", "lovelace lovelace"})
  void refuses_a_malformed_host_without_logging_it(String host) throws Exception {
    try (RawConnection connection =
        connect().send("GET / HTTP/1.1\r\nHost: " + host + "\r\n\r\n")) {
      assertThat(connection.read().status()).isEqualTo(400);
      assertThat(connection.rest()).isEmpty();
    }
    assertThat(warnings.lines()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Content-Length: 5\r\nTransfer-Encoding: chunked",
        "Content-Length: 5\r\nContent-Length: 6",
        "Content-Length: -1",
        "Content-Length: five",
        "Content-Length: ",
        "Content-Length: 5 5",
        "Content-Length: +5",
        "Host: 127.0.0.2",
        "Bad Header: 1"
      })
  void refuses_contradictory_headers(String headers) throws Exception {
    try (RawConnection connection = connect().head("POST / HTTP/1.1", headers).send(SMUGGLED)) {
      Response response = connection.read();
      assertThat(response.status()).isEqualTo(400);
      assertThat(response.body()).isEqualTo("{\"message\":\"Bad Request\"}");
      assertThat(connection.rest()).isEmpty();
    }
    assertThat(paths).isEmpty();
    assertThat(warnings.lines()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"gzip, 400", "br, 415", "'gzip, gzip', 415", "identity, 200"})
  void unzips_a_body_or_refuses_it_with_the_reason(String packing, int status) throws Exception {
    try (RawConnection connection =
        connect()
            .head("POST /packed HTTP/1.1", "Content-Encoding: " + packing, "Content-Length: 5")
            .send("plain")
            .head("GET /next HTTP/1.1")) {
      Response response = connection.read();
      assertThat(response.status()).isEqualTo(status);
      assertThat(response.body())
          .contains(status == 415 ? "content encoding" : status == 400 ? "Bad Request" : "plain");
      assertThat(connection.read().status()).isEqualTo(200);
    }
    assertThat(paths)
        .containsExactlyElementsOf(status == 200 ? List.of("/packed", "/next") : List.of("/next"));
    assertThat(warnings.lines()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Transfer-Encoding: gzip, chunked",
        "Transfer-Encoding: gzip\r\nTransfer-Encoding: chunked"
      })
  void answers_501_to_other_transfer_encodings(String header) throws Exception {
    try (RawConnection connection =
        connect()
            .head("POST / HTTP/1.1", header)
            .send("5\r\nplain\r\n0\r\n\r\n")
            .head("GET /next HTTP/1.1")) {
      assertThat(connection.read().status()).isEqualTo(501);
      assertThat(connection.read().status()).isEqualTo(200);
    }
    assertThat(paths).containsExactly("/next");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"                ", "0000000000000000", "\t\t\t\t\t\t\t\t\t\t\t\t\t\t\t\t"})
  void honours_a_padded_content_length(String padding) throws Exception {
    String body = "GET / HTTP/1.1\r\nHost: x\r\nHost: y\r\n\r\n";
    try (RawConnection connection =
        connect()
            .head("POST / HTTP/1.1", "Content-Length: " + padding.repeat(20) + body.length())
            .send(body)
            .head("GET /next HTTP/1.1")) {
      assertThat(connection.read().body()).isEqualTo(body);
      assertThat(connection.read().status()).isEqualTo(200);
    }
    assertThat(paths).containsExactly("/", "/next");
  }

  @Test
  void answers_head_with_the_length_but_without_the_body() throws Exception {
    try (RawConnection connection =
        connect().head("HEAD / HTTP/1.1", "Content-Length: 5", "Connection: close").send("hello")) {
      assertThat(connection.rest())
          .startsWith("HTTP/1.1 200 ")
          .containsIgnoringCase("content-length: 5")
          .endsWith("\r\n\r\n");
    }
  }

  @Test
  void refuses_a_page_of_another_site_that_sends_no_origin() throws Exception {
    try (RawConnection connection = connect()) {
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
    assertThat(warnings.lines())
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
