package dev.headwater.local.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Clients that send half a body, or read a response slowly, hold up only themselves. */
class SlowClientsTest {
  private static final int MAX_BODY = 1000;

  /** More than a connection buffers. */
  private static final byte[] LARGE = new byte[16 * 1024 * 1024];

  private final CountDownLatch largeRequested = new CountDownLatch(1);
  private final LoopbackServer server =
      LoopbackServer.start(ServerOptions.limitedTo(MAX_BODY), this::answer);
  private final List<RawConnection> slow = new ArrayList<>();

  @AfterEach
  void stop() throws Exception {
    for (RawConnection connection : slow) {
      connection.close();
    }
    server.close();
  }

  private HttpReply answer(HttpCall call) {
    if (call.rawPath().equals("/large")) {
      largeRequested.countDown();
      return HttpReply.of(200, LARGE);
    }
    return HttpReply.of(200);
  }

  private RawConnection connect() throws IOException {
    RawConnection connection = new RawConnection(server.port());
    slow.add(connection);
    return connection;
  }

  @Test
  void half_sent_requests_after_large_responses_do_not_block_other_clients() throws Exception {
    for (int i = 0; i < 20; i++) {
      connect()
          .head("GET /large HTTP/1.1")
          .head("POST / HTTP/1.1", "Content-Length: 100")
          .send("half");
    }
    for (RawConnection connection : slow) {
      assertThat(connection.read().body()).hasSize(LARGE.length);
    }
    assertThat(connect().head("GET / HTTP/1.1").read().status()).isEqualTo(200);
  }

  @Test
  void answers_and_closes_a_refused_request_whose_body_never_arrives() throws Exception {
    for (String length : new String[] {"Content-Length: 1000000", "Content-Length: 5"}) {
      RawConnection connection =
          connect().head("POST / HTTP/1.1", "Origin: https://evil.example", length);
      RawConnection.Response response = connection.send("half").read();
      assertThat(response.status()).isEqualTo(403);
      assertThat(response.closes()).isTrue();
      assertThat(connection.rest()).isEmpty();
    }
  }

  @Test
  void a_stop_waits_for_a_response_that_is_being_written() throws Exception {
    RawConnection connection = connect().head("GET /large HTTP/1.1");
    assertThat(largeRequested.await(20, TimeUnit.SECONDS)).isTrue();
    Thread stop = Thread.ofVirtual().start(server::close);
    assertThat(stop.join(Duration.ofMillis(100))).isFalse();
    assertThat(connection.read().body()).hasSize(LARGE.length);
    assertThat(stop.join(Duration.ofSeconds(20))).isTrue();
  }
}
