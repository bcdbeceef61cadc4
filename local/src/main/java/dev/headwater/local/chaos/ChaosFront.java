package dev.headwater.local.chaos;

import dev.headwater.local.chaos.FrontedService.Operation;
import dev.headwater.local.http.HttpCall;
import dev.headwater.local.http.HttpReply;
import dev.headwater.local.http.LoopbackServer;
import dev.headwater.local.http.NoReplyException;
import dev.headwater.local.http.ServerOptions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * A proxy between the functions and a service that throttles requests, and loses replies to writes
 * that succeeded. The service's own address stays reliable, for the local cloud itself and for
 * tests that check the outcome.
 */
public final class ChaosFront implements AutoCloseable {
  /** More than the largest request of any service: 16 MB for a batch of items. */
  private static final int MAX_REQUEST_BYTES = 32 * 1024 * 1024;

  private static final Duration SERVICE_TIMEOUT = Duration.ofSeconds(30);

  /** Not forwarded: the front unzips bodies, and requests uncompressed responses. */
  private static final Set<String> ENCODING_HEADERS = Set.of("accept-encoding", "content-encoding");

  /** Nor are these: the client and the server write their own. */
  private static final Set<String> OWN_HEADERS = Set.of("date", "host");

  private static final HttpReply MALFORMED =
      HttpReply.json(400, Map.of("message", "The address is malformed."));

  private final URI address;
  private final FrontedService service;
  private final Chaos chaos;
  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final LoopbackServer server;

  private ChaosFront(URI address, FrontedService service, Chaos chaos) {
    this.address = address;
    this.service = service;
    this.chaos = chaos;
    this.server =
        LoopbackServer.start(ServerOptions.limitedTo(MAX_REQUEST_BYTES).unpacking(), this::answer);
  }

  private record Request(HttpCall call, URI target) {}

  public static ChaosFront ofDynamoDb(URI address, Chaos chaos) {
    return new ChaosFront(address, AwsService.DYNAMO_DB, chaos);
  }

  public static ChaosFront ofSqs(URI address, Chaos chaos) {
    return new ChaosFront(address, AwsService.SQS, chaos);
  }

  public static ChaosFront ofEventBridge(URI address, Chaos chaos) {
    return new ChaosFront(address, AwsService.EVENT_BRIDGE, chaos);
  }

  public static ChaosFront ofOpenSearch(URI address, Chaos chaos) {
    return new ChaosFront(address, new OpenSearchService(), chaos);
  }

  public URI uri() {
    return server.uri();
  }

  @Override
  public void close() {
    server.close();
    client.shutdownNow();
  }

  private HttpReply answer(HttpCall call) {
    URI target;
    try {
      target = target(call);
    } catch (URISyntaxException malformed) {
      return MALFORMED;
    }
    var request = new Request(call, target);
    return service
        .operation(call)
        .map(operation -> answer(operation, request))
        .orElseGet(() -> forward(request, call.body()));
  }

  private HttpReply answer(Operation operation, Request request) {
    byte[] body = request.call().body();
    if (chaos.throttles()) {
      return service.throttled();
    }
    return switch (operation) {
      case READ -> forward(request, body);
      case WRITE -> afterWrite(forward(request, body));
      case BULK ->
          afterWrite(
              PartialBulk.send(
                  body,
                  OpenSearchService.index(request.call()),
                  chaos,
                  accepted -> forward(request, accepted)));
    };
  }

  private HttpReply afterWrite(HttpReply reply) {
    return switch (reply.isSuccess() ? chaos.lostReply() : LostReply.NOT_LOST) {
      case NOT_LOST -> reply;
      case CONNECTION_CLOSED -> throw new NoReplyException("chaos");
      case SERVER_ERROR -> service.failed();
    };
  }

  private HttpReply forward(Request request, byte[] body) {
    HttpRequest.Builder copy =
        HttpRequest.newBuilder(request.target())
            .timeout(SERVICE_TIMEOUT)
            .method(request.call().method(), BodyPublishers.ofByteArray(body));
    request
        .call()
        .headers()
        .forEach(
            (name, values) -> {
              if (isEndToEnd(name) && !ENCODING_HEADERS.contains(name)) {
                values.forEach(value -> copy.header(name, value));
              }
            });
    try {
      return reply(client.send(copy.build(), BodyHandlers.ofByteArray()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new NoReplyException("interrupted");
    }
  }

  /**
   * Concatenates text: resolving a path that begins with two slashes would lead to another host.
   */
  private URI target(HttpCall call) throws URISyntaxException {
    String path = call.rawPath();
    if (!path.startsWith("/")) {
      throw new URISyntaxException("", "no path");
    }
    String query = call.rawQuery();
    return new URI(
        "http://" + address.getAuthority() + path + (query.isEmpty() ? "" : "?" + query));
  }

  private static HttpReply reply(HttpResponse<byte[]> answer) {
    HttpReply reply = HttpReply.of(answer.statusCode(), answer.body());
    for (Map.Entry<String, List<String>> header : answer.headers().map().entrySet()) {
      if (isEndToEnd(header.getKey().toLowerCase(Locale.ROOT))) {
        reply = reply.with(header.getKey(), header.getValue());
      }
    }
    return reply;
  }

  /**
   * @param header in lower case
   */
  private static boolean isEndToEnd(String header) {
    return !HttpCall.CONNECTION_HEADERS.contains(header) && !OWN_HEADERS.contains(header);
  }
}
