package dev.headwater.local.gateway;

import dev.headwater.local.functions.FunctionInvoker.Invocation.Answered;
import dev.headwater.local.functions.FunctionInvoker.Invocation.Failed;
import dev.headwater.local.functions.FunctionInvoker.Invocation;
import dev.headwater.local.functions.FunctionInvoker;
import dev.headwater.local.gateway.RouteTable.Match;
import dev.headwater.local.ground.LocalCloudException;
import dev.headwater.local.ground.RedactedException;
import dev.headwater.local.http.BadlyEncodedException;
import dev.headwater.local.http.HttpCall;
import dev.headwater.local.http.HttpReply;
import dev.headwater.local.http.HttpService;
import dev.headwater.local.http.LoopbackServer;
import dev.headwater.local.http.ServerOptions;
import dev.headwater.local.template.FunctionDeclaration;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The HTTP API of a template, on the loopback interface: passes requests to functions as events in
 * payload format 2.0. Limits are those of <a
 * href="https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-quotas.html">API
 * Gateway</a>: a body of 10 MB, of which a function takes 6 MB, and 30 seconds for an answer. A
 * function that needs longer is answered for with 503 and runs on.
 *
 * <p>{@code GET /metrics} answers with what functions measured, unless a route of the template
 * takes it.
 */
public final class HttpApi implements AutoCloseable {
  static final int MAX_BODY_BYTES = 10 * 1024 * 1024;

  private static final Logger LOG = LoggerFactory.getLogger(HttpApi.class);
  private static final Duration MAX_ANSWER_TIME = Duration.ofSeconds(30);
  private static final String NO_ROUTE = "no route";
  private static final String METRICS = "/metrics";
  private static final String REQUEST_ID = "Apigw-Requestid";

  private final RouteTable routes;
  private final Backend backend;
  private final Duration answerTime;
  private final ExecutorService longCalls = Executors.newVirtualThreadPerTaskExecutor();
  private final LoopbackServer server;

  private HttpApi(int port, RouteTable routes, Backend backend, Duration answerTime) {
    this.routes = routes;
    this.backend = backend;
    this.answerTime = answerTime;
    this.server = LoopbackServer.start(new ServerOptions(port, MAX_BODY_BYTES, false), new Api());
  }

  /**
   * Starts to serve the functions' routes.
   *
   * @param port 0 for a free one
   * @throws LocalCloudException when the port is in use, or two functions declare one route
   */
  public static HttpApi start(int port, List<FunctionDeclaration> declarations, Backend backend) {
    return start(port, declarations, backend, MAX_ANSWER_TIME);
  }

  static HttpApi start(
      int port, List<FunctionDeclaration> declarations, Backend backend, Duration answerTime) {
    return new HttpApi(port, new RouteTable(declarations), backend, answerTime);
  }

  public int port() {
    return server.port();
  }

  @Override
  public void close() {
    server.close();
    longCalls.shutdownNow();
  }

  /** The API as a service, with the gateway's own words for what is refused. */
  private final class Api implements HttpService {
    @Override
    public HttpReply answer(HttpCall call) {
      long start = System.nanoTime();
      String requestId = UUID.randomUUID().toString();
      Outcome outcome = outcome(call, requestId);
      if (LOG.isDebugEnabled()) {
        // Never the path or the query: they may hold somebody's e-mail or name.
        LOG.debug(
            "{} {} {} {} ms",
            call.shownMethod(),
            outcome.routeKey(),
            outcome.response().status(),
            TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start));
      }
      return outcome.response().reply().with(REQUEST_ID, requestId);
    }
  }

  private Outcome outcome(HttpCall call, String requestId) {
    Optional<Match> match;
    try {
      match = routes.find(call.method(), call.rawPath());
    } catch (BadlyEncodedException e) {
      return new Outcome(NO_ROUTE, HttpApiResponse.BAD_REQUEST);
    }
    return match
        .map(
            found ->
                new Outcome(
                    found.route().routeKey(),
                    answer(new HttpApiEvent(call, found, requestId, Instant.now()))))
        .orElseGet(() -> ownAnswer(call));
  }

  /** What the template has no route for. */
  private Outcome ownAnswer(HttpCall call) {
    return call.method().equals("GET") && call.rawPath().equals(METRICS)
        ? new Outcome("GET " + METRICS, HttpApiResponse.metrics(backend.metrics().get()))
        : new Outcome(NO_ROUTE, HttpApiResponse.NOT_FOUND);
  }

  private HttpApiResponse answer(HttpApiEvent event) {
    String json;
    try {
      json = event.write();
    } catch (BadlyEncodedException e) {
      return HttpApiResponse.BAD_REQUEST;
    }
    FunctionDeclaration function = event.match().route().function();
    return invoke(function, json)
        .map(
            result ->
                switch (result) {
                  case Answered(String payload) ->
                      HttpApiResponse.parse(payload)
                          .orElseGet(
                              () -> {
                                LOG.warn(
                                    "Function {} answered with what is no HTTP response",
                                    function.functionName());
                                return HttpApiResponse.SERVER_ERROR;
                              });
                  case Failed failed -> failure(failed);
                })
        .orElse(HttpApiResponse.UNAVAILABLE);
  }

  private static HttpApiResponse failure(Failed failed) {
    return switch (failed.errorType()) {
      case Failed.THROTTLED -> HttpApiResponse.UNAVAILABLE;
      case Failed.EVENT_TOO_LARGE -> HttpApiResponse.TOO_LARGE;
      default -> HttpApiResponse.SERVER_ERROR;
    };
  }

  /** Nothing when the function needs longer than the gateway waits. */
  private Optional<Invocation> invoke(FunctionDeclaration function, String event) {
    String name = function.functionName();
    if (function.timeout().compareTo(answerTime) <= 0) {
      return Optional.of(backend.functions().invoke(name, event));
    }
    Future<Invocation> answer = longCalls.submit(() -> backend.functions().invoke(name, event));
    try {
      return Optional.of(answer.get(answerTime.toMillis(), TimeUnit.MILLISECONDS));
    } catch (TimeoutException e) {
      return Optional.empty();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    } catch (ExecutionException e) {
      throw new IllegalStateException(
          "Function " + name + " could not be called", RedactedException.of(e));
    }
  }

  /**
   * What is behind the API.
   *
   * @param metrics in Prometheus's text format
   */
  public record Backend(FunctionInvoker functions, Supplier<String> metrics) {}

  private record Outcome(String routeKey, HttpApiResponse response) {}
}
