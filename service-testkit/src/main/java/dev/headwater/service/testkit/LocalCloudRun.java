package dev.headwater.service.testkit;

import dev.headwater.local.LocalCloud;
import dev.headwater.local.LocalCloudOptions;
import dev.headwater.service.testkit.Request.Http;
import dev.headwater.service.testkit.Request.Invoke;
import dev.headwater.testkit.ManualClock;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeSet;
import java.util.UUID;
import tools.jackson.databind.JsonNode;

/** A service on the local cloud: the functions of its template, over real HTTP. */
final class LocalCloudRun implements ServiceRun {
  private static final Duration TIMEOUT = Duration.ofSeconds(30);
  private static final String COMMANDS = "CommandFunction";
  private static final String QUERIES = "QueryFunction";

  private final LocalCloud cloud;
  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  private LocalCloudRun(LocalCloud cloud) {
    this.cloud = cloud;
  }

  /**
   * @throws dev.headwater.local.ground.LocalCloudException if it cannot start
   */
  static LocalCloudRun start(LocalCloudOptions options) {
    return new LocalCloudRun(LocalCloud.start(options));
  }

  @Override
  public Reply send(Request request) {
    return switch (request) {
      case Http call -> send(call);
      case Invoke invoke -> send(invoke);
    };
  }

  private Reply send(Http call) {
    if (call.caller() != null) {
      throw new IllegalStateException(
          "The local cloud checks no access tokens, so "
              + call
              + " has no caller there: use as(…) in memory only");
    }
    String body = call.body();
    BodyPublisher content = body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body);
    HttpRequest.Builder builder =
        HttpRequest.newBuilder(cloud.endpoints().http().resolve(call.uri()))
            .method(call.method(), content);
    call.headers().forEach(builder::setHeader);
    HttpResponse<String> response = exchange(builder);
    return new Reply(call, response.statusCode(), headers(response), response.body());
  }

  private Reply send(Invoke invoke) {
    String name = function(invoke.write() ? COMMANDS : QUERIES);
    URI uri = cloud.endpoints().lambda().resolve("/2015-03-31/functions/" + name + "/invocations");
    HttpResponse<String> response =
        exchange(HttpRequest.newBuilder(uri).POST(BodyPublishers.ofString(invoke.event())));
    JsonNode answer = Json.MAPPER.readTree(response.body());
    if (!answer.path("statusCode").isNumber()) {
      throw new AssertionError(invoke + " failed: " + response.body());
    }
    return new Reply(
        invoke, answer.path("statusCode").asInt(), Map.of(), answer.path("body").asString());
  }

  private String function(String logicalId) {
    Map<String, String> functions = cloud.endpoints().functions();
    String name = functions.get(logicalId);
    if (name == null) {
      throw new IllegalStateException(
          "Direct invokes go to the function "
              + logicalId
              + ", which the template does not have; it has "
              + String.join(", ", new TreeSet<>(functions.keySet())));
    }
    return name;
  }

  private HttpResponse<String> exchange(HttpRequest.Builder request) {
    try {
      return http.send(request.timeout(TIMEOUT).build(), BodyHandlers.ofString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("Interrupted while waiting for a reply", e);
    }
  }

  private static Map<String, String> headers(HttpResponse<?> response) {
    Map<String, String> headers = new HashMap<>();
    response.headers().map().forEach((name, values) -> headers.put(name, String.join(",", values)));
    return headers;
  }

  @Override
  public boolean viewsLag() {
    return true;
  }

  @Override
  public ManualClock clock() {
    throw new IllegalStateException(
        "The local cloud runs on the machine's clock: set the time in memory only");
  }

  @Override
  public String newId() {
    return UUID.randomUUID().toString();
  }

  @Override
  public void close() {
    http.shutdownNow();
    cloud.close();
  }
}
