package dev.headwater.local.gateway;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.headwater.local.functions.FunctionInvoker;
import dev.headwater.local.functions.FunctionInvoker.Invocation;
import dev.headwater.local.functions.FunctionInvoker.Invocation.Answered;
import dev.headwater.local.functions.Handlers;
import dev.headwater.local.http.LoopbackPort;
import dev.headwater.local.template.FunctionDeclaration;
import dev.headwater.local.template.RouteDeclaration;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Version;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** An HTTP API in front of one function, whose answer a test sets, and a client of it. */
final class PetsApi implements AutoCloseable {
  /** The events that the function received and {@link #event} has not returned. */
  final BlockingQueue<JsonNode> events = new ArrayBlockingQueue<>(100);

  volatile Invocation answer = new Answered("{}");

  private final HttpClient client = HttpClient.newBuilder().version(Version.HTTP_1_1).build();
  private final HttpApi api;

  PetsApi() {
    FunctionDeclaration function =
        Handlers.declare(
            "pets",
            Handlers.Echo.class,
            new RouteDeclaration("GET", "/pets/{id}"),
            new RouteDeclaration("POST", "/pets"),
            new RouteDeclaration("HEAD", "/pets/{id}"),
            new RouteDeclaration("ANY", "/any/{path+}"));
    api = start(function, this::invoke);
  }

  /** Another API in front of one function. */
  static HttpApi start(FunctionDeclaration function, FunctionInvoker invoker) {
    return HttpApi.start(LoopbackPort.bind(0), List.of(function), invoker, PetsApi::metrics);
  }

  static String metrics() {
    return "pets_fed_total 3\n";
  }

  Invocation invoke(String name, String event) {
    assertThat(name).isEqualTo("pets");
    events.add(JsonMapper.shared().readTree(event));
    return answer;
  }

  int port() {
    return api.port();
  }

  HttpRequest.Builder request(String path) {
    return request(api, path);
  }

  static HttpRequest.Builder request(HttpApi api, String path) {
    return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + api.port() + path));
  }

  HttpRequest.Builder post(String body) {
    return post(BodyPublishers.ofString(body));
  }

  HttpRequest.Builder post(BodyPublisher body) {
    return request("/pets").POST(body);
  }

  HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
    return client.send(request.build(), BodyHandlers.ofString());
  }

  String raw(String requestLine) throws IOException {
    return raw(requestLine, "Host: 127.0.0.1:" + api.port());
  }

  String raw(String requestLine, String... headers) throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), api.port())) {
      String request =
          requestLine + "\r\n" + String.join("\r\n", headers) + "\r\nConnection: close\r\n\r\n";
      socket.setSoTimeout(10_000);
      socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
      socket.shutdownOutput();
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  JsonNode event() throws InterruptedException {
    return requireNonNull(events.poll(5, TimeUnit.SECONDS));
  }

  static void assertMessage(HttpResponse<String> response, int status, String message) {
    assertThat(response.statusCode()).isEqualTo(status);
    assertThat(response.body()).isEqualTo("{\"message\":\"" + message + "\"}");
    assertThat(response.headers().firstValue("content-type")).hasValue("application/json");
  }

  @Override
  public void close() {
    client.close();
    api.close();
  }
}
