package dev.headwater.local.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.headwater.local.functions.FunctionInvoker.Invocation.Answered;
import dev.headwater.local.functions.Handlers;
import dev.headwater.local.ground.CapturedLog;
import dev.headwater.local.ground.LocalCloudException;
import dev.headwater.local.http.LoopbackPort;
import dev.headwater.local.template.FunctionDeclaration;
import dev.headwater.local.template.RouteDeclaration;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** What the HTTP API routes, refuses and logs. */
class HttpApiTest {
  @AutoClose private final PetsApi api = new PetsApi();

  @Test
  void a_request_without_a_route_is_not_found() throws Exception {
    PetsApi.assertMessage(api.send(api.request("/nowhere").GET()), 404, "Not Found");
    PetsApi.assertMessage(api.send(api.request("/pets").GET()), 404, "Not Found");
    PetsApi.assertMessage(
        api.send(api.request("/pets").method("OPTIONS", BodyPublishers.noBody())),
        404,
        "Not Found");
    assertThat(api.events).isEmpty();
  }

  @Test
  void serves_metrics_unless_a_route_of_the_template_matches() throws Exception {
    var response = api.send(api.request("/metrics").GET());
    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.headers().firstValue("content-type"))
        .contains("text/plain; version=0.0.4; charset=utf-8");
    assertThat(response.body()).isEqualTo("pets_fed_total 3\n");
    PetsApi.assertMessage(
        api.send(api.request("/metrics").POST(BodyPublishers.noBody())), 404, "Not Found");
    PetsApi.assertMessage(api.send(api.request("/metrics/").GET()), 404, "Not Found");
    assertThat(api.events).isEmpty();

    FunctionDeclaration all =
        Handlers.declare("pets", Handlers.Echo.class, new RouteDeclaration("ANY", "/{path+}"));
    try (HttpApi own = PetsApi.start(all, api::invoke)) {
      assertThat(api.send(PetsApi.request(own, "/metrics")).body()).isEqualTo("{}");
    }
  }

  @Test
  void refuses_web_pages_of_other_sites() throws Exception {
    assertThat(api.raw("GET /pets/1 HTTP/1.1", "Host: pets.example:80"))
        .startsWith("HTTP/1.1 403 ")
        .contains("pets.example");
    assertThat(api.raw("GET /pets/1 HTTP/1.1", "Host: localhost", "Origin: https://pets.example"))
        .startsWith("HTTP/1.1 403 ")
        .contains("pets.example");
    assertThat(api.raw("GET /pets/1 HTTP/1.1", "Host: localhost", "Origin: null"))
        .startsWith("HTTP/1.1 403 ");
    assertThat(api.events).isEmpty();
  }

  @Test
  void accepts_all_names_of_this_machine() throws Exception {
    for (String host :
        List.of("127.0.0.1", "127.0.0.1:8080", "localhost:1", "LOCALHOST", "[::1]:8080", "[::1]")) {
      assertThat(api.raw("GET /pets/1 HTTP/1.1", "Host: " + host, "Origin: http://" + host))
          .as(host)
          .startsWith("HTTP/1.1 200 ");
    }
  }

  @Test
  void the_access_log_has_the_route_but_no_path_query_or_body() throws Exception {
    try (var log = new CapturedLog(HttpApi.class)) {
      api.send(api.request("/pets/secret-1?email=secret-2").GET());
      api.send(api.request("/secret-3").GET());
      api.answer = new Answered("secret-4");
      api.send(api.post("{\"name\": \"secret-5\"}"));

      Awaitility.await()
          .atMost(Duration.ofSeconds(30))
          .untilAsserted(() -> assertThat(log.lines()).hasSize(4));
      assertThat(log.lines().get(0)).matches("GET /pets/\\{id} 200 \\d+ ms");
      assertThat(log.lines().get(1)).matches("GET no route 404 \\d+ ms");
      assertThat(log.lines()).noneMatch(line -> line.contains("secret"));
    }
  }

  @Test
  void an_unread_body_does_not_disturb_the_next_request() throws Exception {
    for (int i = 0; i < 3; i++) {
      PetsApi.assertMessage(
          api.send(api.request("/nowhere").POST(BodyPublishers.ofString("x".repeat(99)))),
          404,
          "Not Found");
    }
  }

  @Test
  void reports_a_port_in_use_in_one_sentence() {
    assertThatThrownBy(() -> LoopbackPort.bind(api.port()))
        .isInstanceOf(LocalCloudException.class)
        .hasMessageStartingWith("Port " + api.port() + " cannot be used")
        .hasMessageEndingWith("choose another port.");
  }

  @Test
  void listens_on_the_loopback_address_only() throws Exception {
    InetAddress other = InetAddress.getByAddress(new byte[] {127, 0, 0, 2});
    assertThatThrownBy(() -> new Socket(other, api.port()).close()).isInstanceOf(IOException.class);
  }
}
