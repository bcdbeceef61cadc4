package dev.headwater.service.testkit;

import dev.headwater.service.Service;
import dev.headwater.service.Settings;
import dev.headwater.service.http.RequestServer;
import dev.headwater.service.memory.InMemoryService;
import dev.headwater.service.testkit.Request.Http;
import dev.headwater.service.testkit.Request.Invoke;
import dev.headwater.testkit.ManualClock;
import dev.headwater.testkit.ManualHost;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** A service in memory: requests reach it as events, as Lambda would pass them. */
final class InMemoryRun implements ServiceRun {
  private static final long SEED = 1;
  private static final Duration TIMEOUT = Duration.ofSeconds(29);

  private final ManualHost host = new ManualHost(SEED);
  private final AtomicInteger requests = new AtomicInteger();
  private final AtomicInteger ids = new AtomicInteger();
  private final InMemoryService service;
  private final RouteTable routes;

  InMemoryRun(Service service, Map<String, String> settings) {
    this.service = new InMemoryService(service, new Settings(settings), host.host());
    this.routes = new RouteTable(service);
  }

  @Override
  public Reply send(Request request) {
    return switch (request) {
      case Http http -> send(http);
      case Invoke invoke -> serve(invoke, invoke.write(), invoke.event());
    };
  }

  private Reply send(Http http) {
    RouteTable.Match match = routes.find(http.method(), http.uri().getRawPath());
    return serve(http, match.write(), event(http, match).toString());
  }

  /** In payload format 2.0 of an HTTP API. */
  private ObjectNode event(Http http, RouteTable.Match match) {
    ObjectNode event =
        Json.MAPPER.createObjectNode().put("version", "2.0").put("routeKey", match.routeKey());
    event.set("pathParameters", Json.MAPPER.valueToTree(match.parameters()));
    event.set(
        "queryStringParameters",
        Json.MAPPER.valueToTree(RouteTable.query(http.uri().getRawQuery())));
    event.set("headers", Json.MAPPER.valueToTree(http.headers()));
    ObjectNode context = event.putObject("requestContext");
    context.put("requestId", "request-" + requests.incrementAndGet());
    context.putObject("http").put("method", http.method());
    if (http.caller() != null) {
      context
          .putObject("authorizer")
          .putObject("jwt")
          .putObject("claims")
          .put("sub", http.caller());
    }
    if (http.body() != null) {
      event.put("body", http.body());
    }
    return event.put("isBase64Encoded", false);
  }

  private Reply serve(Request request, boolean write, String event) {
    RequestServer server = write ? service.commands() : service.queries();
    if (!write) {
      service.project();
    }
    var output = new ByteArrayOutputStream();
    try {
      server.serve(
          new ByteArrayInputStream(event.getBytes(StandardCharsets.UTF_8)),
          output,
          host.clock().instant().plus(TIMEOUT),
          fault -> {
            throw new AssertionError("Memory needs no configuration: " + fault.describe());
          });
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return reply(request, Json.MAPPER.readTree(output.toByteArray()));
  }

  private static Reply reply(Request request, JsonNode answer) {
    Map<String, String> headers = new LinkedHashMap<>();
    answer
        .path("headers")
        .properties()
        .forEach(header -> headers.put(header.getKey(), header.getValue().asString()));
    return new Reply(
        request, answer.path("statusCode").asInt(), headers, answer.path("body").asString());
  }

  @Override
  public boolean viewsLag() {
    return false;
  }

  @Override
  public ManualClock clock() {
    return host.clock();
  }

  @Override
  public String newId() {
    return "id-" + ids.incrementAndGet();
  }

  @Override
  public void close() {}
}
