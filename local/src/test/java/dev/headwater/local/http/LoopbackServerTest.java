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
      LoopbackServer.start(ServerOptions.onFreePort(MAX_BODY).unpacking(), this::echo);

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
  void a_chunk_size_that_is_malformed_is_a_bad_request(String size) throws Exception {
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
  void a_chunk_that_is_longer_than_its_size_is_a_bad_request(String body) throws Exception {
    try (RawConnection connection =
        connect().head("POST / HTTP/1.1", CHUNKED).send(body + SMUGGLED)) {
      assertThat(connection.read().status()).isEqualTo(400);
      assertThat(connection.rest()).isEmpty();
    }
    assertThat(paths).isEmpty();
    assertThat(warnings.lines()).isEmpty();
  }

  @Test
  void a_chunked_body_that_is_well_formed_is_read_to_its_end() throws Exception {
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
  void a_body_that_ends_early_is_never_taken_for_whole(String header, String lines)
      throws Exception {
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
  void an_upload_that_is_broken_off_is_not_logged() throws Exception {
    for (String header : new String[] {"Content-Length: 100", CHUNKED}) {
      try (RawConnection connection = connect().head("POST / HTTP/1.1", header)) {
        connection.send("5\r\nhello");
      }
    }
    assertServes(); // so that those before were accepted
    server.close(); // which waits for what is under way
    assertThat(paths).containsExactly("/after");
    assertThat(warnings.lines()).isEmpty();
  }

  @Test
  void the_body_of_a_refused_request_is_never_a_request() throws Exception {
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
  void whoever_asks_before_sending_what_is_refused_gets_one_answer_and_no_more() throws Exception {
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
  void whoever_asks_before_sending_is_told_to_go_on() throws Exception {
    try (RawConnection connection =
        connect().head("POST / HTTP/1.1", "Expect: 100-continue", "Content-Length: 5")) {
      assertThat(connection.read().status()).isEqualTo(100);
      assertThat(connection.send("hello").read().body()).isEqualTo("hello");
      assertThat(connection.head("GET /next HTTP/1.1").read().status()).isEqualTo(200);
    }
  }

  @Test
  void a_body_that_is_too_large_is_read_away_so_that_its_sender_sees_the_answer() throws Exception {
    try (RawConnection connection =
        connect().head("POST / HTTP/1.1", "Content-Length: " + 2 * MAX_BODY)) {
      Response response = connection.send("x".repeat(2 * MAX_BODY)).read();
      assertThat(response.status()).isEqualTo(413);
      assertThat(connection.head("GET /next HTTP/1.1").read().status()).isEqualTo(200);
    }
  }

  @Test
  void a_chunked_body_that_is_too_large_is_read_away_as_well() throws Exception {
    String chunk = Integer.toHexString(2 * MAX_BODY) + "\r\n" + "x".repeat(2 * MAX_BODY);
    try (RawConnection connection = connect().head("POST / HTTP/1.1", CHUNKED)) {
      Response response = connection.send(chunk + "\r\n0\r\n\r\n").read();
      assertThat(response.status()).isEqualTo(413);
      assertThat(connection.head("GET /next HTTP/1.1").read().status()).isEqualTo(200);
    }
  }

  @Test
  void nothing_is_answered_after_the_connection_was_to_close() throws Exception {
    try (RawConnection connection =
        connect().head("GET /first HTTP/1.1", "Connection: close").head("GET /second HTTP/1.1")) {
      assertThat(connection.read().closes()).isTrue();
      assertThat(connection.rest()).isEmpty();
    }
    assertThat(paths).containsExactly("/first");
  }

  @Test
  void headers_up_to_the_limit_of_api_gateway_are_taken_and_far_larger_ones_refused()
      throws Exception {
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
  void a_host_that_is_none_is_refused_without_a_word_in_the_log(String host) throws Exception {
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
  void a_request_whose_headers_contradict_themselves_is_refused(String headers) throws Exception {
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
  void a_body_is_unpacked_or_refused_with_the_reason(String packing, int status) throws Exception {
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
  void a_transfer_encoding_that_nobody_decodes_is_not_implemented(String header) throws Exception {
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
  void a_length_counts_however_far_it_is_padded(String padding) throws Exception {
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
  void head_is_answered_with_the_length_of_a_body_that_is_not_sent() throws Exception {
    try (RawConnection connection =
        connect().head("HEAD / HTTP/1.1", "Content-Length: 5", "Connection: close").send("hello")) {
      assertThat(connection.rest())
          .startsWith("HTTP/1.1 200 ")
          .containsIgnoringCase("content-length: 5")
          .endsWith("\r\n\r\n");
    }
  }

  @Test
  void a_web_page_of_another_site_is_refused_without_naming_its_origin() throws Exception {
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
  void a_failure_is_an_error_that_quotes_nothing() throws Exception {
    var failing =
        LoopbackServer.start(
            ServerOptions.onFreePort(MAX_BODY),
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
  void a_stop_waits_for_what_is_being_answered() throws Exception {
    var begun = new CountDownLatch(1);
    var goesOn = new CountDownLatch(1);
    var slow =
        LoopbackServer.start(
            ServerOptions.onFreePort(MAX_BODY),
            call -> {
              begun.countDown();
              return HttpReply.of(await(goesOn) ? 200 : 500);
            });
    int port = slow.port();
    try (RawConnection connection = new RawConnection(port).head("GET / HTTP/1.1")) {
      assertThat(await(begun)).isTrue();
      Thread stop = Thread.ofVirtual().start(slow::close);
      Awaitility.await()
          .untilAsserted(
              () ->
                  assertThatExceptionOfType(ConnectException.class)
                      .isThrownBy(() -> new RawConnection(port).close()));
      goesOn.countDown();
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
