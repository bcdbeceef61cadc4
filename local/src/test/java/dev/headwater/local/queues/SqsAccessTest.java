package dev.headwater.local.queues;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headwater.local.ground.CapturedLog;
import dev.headwater.local.http.HttpService;
import dev.headwater.local.http.RawConnection;
import dev.headwater.local.http.RawConnection.Response;
import dev.headwater.local.template.QueueDeclaration;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A web page can send a GET or a form without permission; neither may reach ElasticMQ. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SqsAccessTest {
  private final LocalSqs queues = LocalSqs.start();
  private final String delete;

  SqsAccessTest() {
    queues.create(
        List.of(
            new QueueDeclaration(
                "Q",
                "orders",
                Duration.ofSeconds(30),
                Duration.ofDays(4),
                Duration.ZERO,
                Duration.ZERO,
                null)));
    delete = "Action=DeleteQueue&QueueUrl=" + queues.url("orders");
  }

  @AfterAll
  void stop() {
    queues.close();
  }

  private Response send(String requestLine, String body, String... headers) throws Exception {
    try (var connection = new RawConnection(queues.endpoint().getPort())) {
      return connection
          .send(
              requestLine
                  + "\r\n"
                  + String.join("\r\n", headers)
                  + "\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: "
                  + body.length()
                  + "\r\n\r\n"
                  + body)
          .read();
    }
  }

  @Test
  void an_image_url_that_is_a_command_deletes_no_queue() throws Exception {
    Response response = send("GET /?" + delete + " HTTP/1.1", "", "Host: 127.0.0.1");
    assertThat(response.status()).isEqualTo(405);
    assertThat(queues.isEmpty("orders")).isTrue();
  }

  @Test
  void a_form_of_another_site_deletes_no_queue() throws Exception {
    for (String origin : List.of("https://evil.example", "null")) {
      assertThat(send("POST / HTTP/1.1", delete, "Host: 127.0.0.1", "Origin: " + origin).status())
          .isEqualTo(403);
    }
    assertThat(queues.isEmpty("orders")).isTrue();
  }

  @Test
  void a_rebound_host_name_reads_nothing() throws Exception {
    Response response = send("POST / HTTP/1.1", "Action=ListQueues", "Host: evil.example");
    assertThat(response.status()).isEqualTo(403);
    assertThat(response.body()).doesNotContain("orders");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/?a=%zz",
        "/?%",
        "/?a=%f",
        "/?a=|",
        "/?a={}",
        "/?a=[",
        "/?a=%ff",
        "/?a=?",
        "//evil.example/?a=1"
      })
  void a_malformed_address_is_a_client_error(String address) throws Exception {
    try (var log = new CapturedLog(HttpService.class)) {
      assertThat(
              send("POST " + address + " HTTP/1.1", "Action=ListQueues", "Host: 127.0.0.1")
                  .status())
          .isLessThan(500);
      assertThat(log.lines()).isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"zqx", "/;=", "a/b/c", "text/plain; charset=zqx", ";", "a/"})
  void a_malformed_content_type_is_a_client_error(String type) throws Exception {
    try (var log = new CapturedLog(HttpService.class);
        var connection = new RawConnection(queues.endpoint().getPort())) {
      assertThat(
              connection
                  .head("POST / HTTP/1.1", "Content-Type: " + type, "Content-Length: 0")
                  .read()
                  .status())
          .isBetween(400, 499);
      assertThat(log.lines()).isEmpty();
    }
  }

  @Test
  void a_client_on_this_machine_may_use_the_older_protocol() throws Exception {
    Response response = send("POST / HTTP/1.1", "Action=ListQueues", "Host: localhost");
    assertThat(response.status()).isEqualTo(200);
    assertThat(response.body()).contains("/orders</QueueUrl>");
  }
}
