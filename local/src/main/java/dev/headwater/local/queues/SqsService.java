package dev.headwater.local.queues;

import static java.util.Objects.requireNonNullElse;

import dev.headwater.local.ground.RedactedException;
import dev.headwater.local.http.HttpCall;
import dev.headwater.local.http.HttpReply;
import dev.headwater.local.http.HttpService;
import dev.headwater.local.http.LoopbackServer;
import dev.headwater.local.http.NoReplyException;
import dev.headwater.local.progress.OutstandingWork;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.function.Supplier;
import org.apache.pekko.http.javadsl.model.ContentTypes;
import org.apache.pekko.http.javadsl.model.HttpEntity;
import org.apache.pekko.http.javadsl.model.HttpHeader;
import org.apache.pekko.http.javadsl.model.HttpRequest;
import org.apache.pekko.http.javadsl.model.HttpResponse;
import org.apache.pekko.http.javadsl.model.headers.RawHeader;
import org.apache.pekko.http.scaladsl.model.IllegalUriException;
import org.apache.pekko.stream.Materializer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Serves ElasticMQ's routes from our HTTP server. Only POST passes, which is all that the SDKs
 * send. A web page could send a GET without naming its origin, and ElasticMQ would execute its
 * query as a command.
 */
final class SqsService implements HttpService {
  /** A batch of 1 MB, in which JSON may escape every character. */
  static final int MAX_REQUEST_BYTES = 8 * 1024 * 1024;

  /** Longer than the 20 seconds for which a request may wait for messages. */
  private static final Duration RESPONSE_TIMEOUT = Duration.ofSeconds(45);

  private static final Logger LOG = LoggerFactory.getLogger(SqsService.class);
  private static final String JSON = "application/x-amz-json-1.0";
  private static final String TYPE = "content-type";
  private static final String FULL =
      "The message cannot be stored: free some space on the disk of the data folder.";

  /** Those that Pekko does not accept as plain headers. */
  private static final Set<String> NOT_FORWARDED = Set.of(TYPE, "content-encoding", "host");

  private final Function<HttpRequest, CompletionStage<? extends HttpResponse>> routes;
  private final Materializer materializer;
  private final TrackedMessages messages;
  private final @Nullable DurableMessages durable;

  /**
   * @param routes ElasticMQ's request handler
   * @param materializer runs its streams
   * @param store {@code null} if no message survives the process
   */
  SqsService(
      Function<HttpRequest, CompletionStage<? extends HttpResponse>> routes,
      Materializer materializer,
      OutstandingWork work,
      @Nullable MessageStore store) {
    this.routes = routes;
    this.materializer = materializer;
    this.messages = new TrackedMessages(work);
    this.durable = store == null ? null : new DurableMessages(store);
  }

  @Override
  public HttpReply answer(HttpCall call) {
    if (!call.method().equals("POST")) {
      return refusal(405, "SQS accepts only POST requests.").with("Allow", "POST");
    }
    HttpRequest request;
    try {
      request = request(call);
    } catch (IllegalArgumentException
        | IllegalUriException
        | NoSuchElementException malformed) { // NoSuchElementException for a content type
      return refusal(400, "The address or the content type is malformed.");
    }
    Supplier<HttpReply> elasticMq =
        () ->
            await(
                CompletableFuture.completedFuture(request)
                    .thenCompose(sent -> routes.apply(sent).thenCompose(this::reply)));
    SqsRequest asked = SqsRequest.of(call);
    HttpReply reply =
        durable == null
            ? elasticMq.get()
            : durable.answer(asked, elasticMq, () -> refusal(500, FULL));
    messages.answered(asked, reply);
    return reply;
  }

  static String contentType(HttpCall call) {
    return call.header(TYPE).orElse(JSON);
  }

  @Override
  public HttpReply refusal(int status, String reason) {
    String type = status < 500 ? "InvalidRequest" : "InternalFailure";
    return HttpReply.json(status, JSON, Map.of("__type", type, "message", reason));
  }

  private static HttpRequest request(HttpCall call) {
    List<HttpHeader> headers = new ArrayList<>();
    call.headers()
        .forEach(
            (name, values) -> {
              if (!HttpCall.CONNECTION_HEADERS.contains(name) && !NOT_FORWARDED.contains(name)) {
                values.forEach(value -> headers.add(RawHeader.create(name, value)));
              }
            });
    String query = call.rawQuery().isEmpty() ? "" : "?" + call.rawQuery();
    return HttpRequest.POST(LoopbackServer.uri(call.port()) + call.rawPath() + query)
        .addHeaders(headers)
        .withEntity(ContentTypes.parse(contentType(call)), call.body());
  }

  private CompletionStage<HttpReply> reply(HttpResponse response) {
    return response
        .entity()
        .toStrict(RESPONSE_TIMEOUT.toMillis(), materializer)
        .thenApply(entity -> reply(response, entity));
  }

  private static HttpReply reply(HttpResponse response, HttpEntity.Strict entity) {
    HttpReply reply =
        HttpReply.of(
            response.status().intValue(),
            entity.getContentType().toString(),
            entity.getData().toArray());
    for (HttpHeader header : response.getHeaders()) {
      reply = reply.with(header.name(), header.value());
    }
    return reply;
  }

  private HttpReply await(CompletableFuture<HttpReply> reply) {
    try {
      return reply.get(RESPONSE_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new NoReplyException("stopping");
    } catch (TimeoutException e) {
      throw new NoReplyException("no response in time");
    } catch (ExecutionException e) {
      LOG.error(
          "ElasticMQ failed to answer a request: {}",
          RedactedException.describe(requireNonNullElse(e.getCause(), e)));
      return refusal(500, "Internal Server Error");
    }
  }
}
