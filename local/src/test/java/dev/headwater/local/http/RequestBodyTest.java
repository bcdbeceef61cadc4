package dev.headwater.local.http;

import static dev.headwater.local.http.EchoServer.CHUNKED;
import static dev.headwater.local.http.EchoServer.MAX_BODY;
import static dev.headwater.local.http.EchoServer.SMUGGLED;
import static org.assertj.core.api.Assertions.assertThat;

import dev.headwater.local.http.RawConnection.Response;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Where the body of a request ends: nothing of it is taken for another request. */
class RequestBodyTest {
  @AutoClose private final EchoServer server = new EchoServer();

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
        server
            .connect()
            .head("POST / HTTP/1.1", CHUNKED)
            .send(size + "\r\nhello\r\n0\r\n\r\n" + SMUGGLED)) {
      Response response = connection.read();
      assertThat(response.status()).isEqualTo(400);
      assertThat(response.body()).isEqualTo("{\"message\":\"Bad Request\"}");
      assertThat(response.closes()).isTrue();
      assertThat(connection.rest()).isEmpty();
    }
    server.assertServes();
    assertThat(server.paths).containsExactly("/after");
    assertThat(server.warnings.lines()).isEmpty();
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
        server.connect().head("POST / HTTP/1.1", CHUNKED).send(body + SMUGGLED)) {
      assertThat(connection.read().status()).isEqualTo(400);
      assertThat(connection.rest()).isEmpty();
    }
    assertThat(server.paths).isEmpty();
    assertThat(server.warnings.lines()).isEmpty();
  }

  @Test
  void reads_a_well_formed_chunked_body_to_its_end() throws Exception {
    try (RawConnection connection =
        server
            .connect()
            .head("POST / HTTP/1.1", CHUNKED)
            .send("5\r\nhello\r\n")
            .send("0000008;name=\"value\"\r\n, w\r\n\r\nd\r\n")
            .send("A;x\r\n0123456789\r\n0\r\nTrailer: t\r\n\r\n")
            .send(SMUGGLED.replace("smuggled", "next"))) {
      assertThat(connection.read().body()).isEqualTo("hello, w\r\n\r\nd0123456789");
      assertThat(connection.read().status()).isEqualTo(200);
    }
    assertThat(server.paths).containsExactly("/", "/next");
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
          server.connect().head("POST / HTTP/1.1", header).send(body.substring(0, length)).end()) {
        assertThat(connection.rest()).doesNotContain("HTTP/1.1 200");
      }
    }
    assertThat(server.paths).isEmpty();
    assertThat(server.warnings.lines()).isEmpty();
  }

  @Test
  void does_not_log_an_aborted_upload() throws Exception {
    for (String header : new String[] {"Content-Length: 100", CHUNKED}) {
      try (RawConnection connection = server.connect().head("POST / HTTP/1.1", header)) {
        connection.send("5\r\nhello");
      }
    }
    server.assertServes(); // by now the uploads were accepted
    server.close(); // waits for requests in flight
    assertThat(server.paths).containsExactly("/after");
    assertThat(server.warnings.lines()).isEmpty();
  }

  @Test
  void never_takes_the_body_of_a_refused_request_for_a_request() throws Exception {
    try (RawConnection connection =
        server
            .connect()
            .head(
                "POST / HTTP/1.1",
                "Origin: https://evil.example",
                "Content-Length: " + SMUGGLED.length())
            .send(SMUGGLED)
            .head("GET /next HTTP/1.1")) {
      assertThat(connection.read().status()).isEqualTo(403);
      assertThat(connection.read().status()).isEqualTo(200);
    }
    assertThat(server.paths).containsExactly("/next");
  }

  @Test
  void drains_an_oversized_body_so_that_its_sender_sees_the_reply() throws Exception {
    try (RawConnection connection =
        server.connect().head("POST / HTTP/1.1", "Content-Length: " + 2 * MAX_BODY)) {
      Response response = connection.send("x".repeat(2 * MAX_BODY)).read();
      assertThat(response.status()).isEqualTo(413);
      assertThat(connection.head("GET /next HTTP/1.1").read().status()).isEqualTo(200);
    }
  }

  @Test
  void drains_an_oversized_chunked_body_as_well() throws Exception {
    String chunk = Integer.toHexString(2 * MAX_BODY) + "\r\n" + "x".repeat(2 * MAX_BODY);
    try (RawConnection connection = server.connect().head("POST / HTTP/1.1", CHUNKED)) {
      Response response = connection.send(chunk + "\r\n0\r\n\r\n").read();
      assertThat(response.status()).isEqualTo(413);
      assertThat(connection.head("GET /next HTTP/1.1").read().status()).isEqualTo(200);
    }
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
    try (RawConnection connection =
        server.connect().head("POST / HTTP/1.1", headers).send(SMUGGLED)) {
      Response response = connection.read();
      assertThat(response.status()).isEqualTo(400);
      assertThat(response.body()).isEqualTo("{\"message\":\"Bad Request\"}");
      assertThat(connection.rest()).isEmpty();
    }
    assertThat(server.paths).isEmpty();
    assertThat(server.warnings.lines()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"gzip, 400", "br, 415", "'gzip, gzip', 415", "identity, 200"})
  void unzips_a_body_or_refuses_it_with_the_reason(String packing, int status) throws Exception {
    try (RawConnection connection =
        server
            .connect()
            .head("POST /packed HTTP/1.1", "Content-Encoding: " + packing, "Content-Length: 5")
            .send("plain")
            .head("GET /next HTTP/1.1")) {
      Response response = connection.read();
      assertThat(response.status()).isEqualTo(status);
      assertThat(response.body())
          .contains(status == 415 ? "content encoding" : status == 400 ? "Bad Request" : "plain");
      assertThat(connection.read().status()).isEqualTo(200);
    }
    assertThat(server.paths)
        .containsExactlyElementsOf(status == 200 ? List.of("/packed", "/next") : List.of("/next"));
    assertThat(server.warnings.lines()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Transfer-Encoding: gzip, chunked",
        "Transfer-Encoding: gzip\r\nTransfer-Encoding: chunked"
      })
  void answers_501_to_other_transfer_encodings(String header) throws Exception {
    try (RawConnection connection =
        server
            .connect()
            .head("POST / HTTP/1.1", header)
            .send("5\r\nplain\r\n0\r\n\r\n")
            .head("GET /next HTTP/1.1")) {
      assertThat(connection.read().status()).isEqualTo(501);
      assertThat(connection.read().status()).isEqualTo(200);
    }
    assertThat(server.paths).containsExactly("/next");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"                ", "0000000000000000", "\t\t\t\t\t\t\t\t\t\t\t\t\t\t\t\t"})
  void honours_a_padded_content_length(String padding) throws Exception {
    String body = "GET / HTTP/1.1\r\nHost: x\r\nHost: y\r\n\r\n";
    try (RawConnection connection =
        server
            .connect()
            .head("POST / HTTP/1.1", "Content-Length: " + padding.repeat(20) + body.length())
            .send(body)
            .head("GET /next HTTP/1.1")) {
      assertThat(connection.read().body()).isEqualTo(body);
      assertThat(connection.read().status()).isEqualTo(200);
    }
    assertThat(server.paths).containsExactly("/", "/next");
  }
}
