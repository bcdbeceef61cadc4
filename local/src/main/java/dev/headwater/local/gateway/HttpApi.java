package dev.headwater.local.gateway;

import dev.headwater.local.functions.FunctionInvoker;
import dev.headwater.local.functions.FunctionInvoker.Invocation;
import dev.headwater.local.functions.FunctionInvoker.Invocation.Answered;
import dev.headwater.local.functions.FunctionInvoker.Invocation.Failed;
import dev.headwater.local.gateway.RouteTable.Match;
import dev.headwater.local.ground.LocalCloudException;
import dev.headwater.local.ground.RedactedException;
import dev.headwater.local.http.BadlyEncodedException;
import dev.headwater.local.http.HttpCall;
import dev.headwater.local.http.HttpReply;
import dev.headwater.local.http.LoopbackPort;
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
 * Serves a template's HTTP API on the loopback interface: passes requests to functions as events in
 * payload format 2.0. Limits are those of <a
 * href="https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-quotas.html">API
 * Gateway</a>: 10 MB for a body (a function accepts only 6 MB) and 30 seconds for a response. If a
 * function takes longer, the client gets a 503 and the function runs on.
 *
 * <p>{@code GET /metrics} returns the functions' metrics, unless a route of the template matches
 * it.
 */
public final class HttpApi implements AutoCloseable {
  static final int MAX_BODY_BYTES = 10 * 1024 * 1024;

  private static final Logger LOG = LoggerFactory.getLogger(HttpApi.class);
  private static final Duration MAX_RESPONSE_TIME = Duration.ofSeconds(30);
  private static final String NO_ROUTE = "no route";
  private static final String METRICS = "/metrics";
  private static final String REQUEST_ID = "Apigw-Requestid";

  private final RouteTable routes;
  private final FunctionInvoker functions;
  private final Supplier<String> metrics;
  private final Duration responseTimeout;
  private final ExecutorService longCalls = Executors.newVirtualThreadPerTaskExecutor();
  private final LoopbackServer server;

  HttpApi(
      LoopbackPort port,
      List<FunctionDeclaration> declarations,
      FunctionInvoker functions,
      Supplier<String> metrics,
      Duration responseTimeout) {
    this.routes = new RouteTable(declarations);
    this.functions = functions;
    this.metrics = metrics;
    this.responseTimeout = responseTimeout;
    this.server = LoopbackServer.start(port, ServerOptions.limitedTo(MAX_BODY_BYTES), this::answer);
  }

  /**
   * Starts serving the functions' routes.
   *
   * @param metrics in Prometheus's text format
   * @throws LocalCloudException when two functions declare the same route
   */
  public static HttpApi start(
      LoopbackPort port,
      List<FunctionDeclaration> declarations,
      FunctionInvoker functions,
      Supplier<String> metrics) {
    return new HttpApi(port, declarations, functions, metrics, MAX_RESPONSE_TIME);
  }

  public int port() {
    return server.port();
  }

  @Override
  public void close() {
    server.close();
    longCalls.shutdownNow();
  }

  private HttpReply answer(HttpCall call) {
    long start = System.nanoTime();
    String requestId = UUID.randomUUID().toString();
    Outcome outcome = outcome(call, requestId);
    if (LOG.isDebugEnabled()) {
      // never log the path or query: they may contain an e-mail address or a name
      LOG.debug(
          "{} {} {} {} ms",
          call.shownMethod(),
          withoutMethod(outcome.routeKey(), call.method()),
          outcome.reply().status(),
          TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start));
    }
    return outcome.reply().with(REQUEST_ID, requestId);
  }

  private static String withoutMethod(String routeKey, String method) {
    String prefix = method + ' ';
    return routeKey.startsWith(prefix) ? routeKey.substring(prefix.length()) : routeKey;
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
        .orElseGet(() -> builtInAnswer(call));
  }

  /** Answers a request that no route of the template matches. */
  private Outcome builtInAnswer(HttpCall call) {
    return call.method().equals("GET") && call.rawPath().equals(METRICS)
        ? new Outcome("GET " + METRICS, HttpApiResponse.metrics(metrics.get()))
        : new Outcome(NO_ROUTE, HttpApiResponse.NOT_FOUND);
  }

  private HttpReply answer(HttpApiEvent event) {
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
                                    "Function {} returned a malformed HTTP response",
                                    function.functionName());
                                return HttpApiResponse.SERVER_ERROR;
                              });
                  case Failed failed -> failure(failed);
                })
        .orElse(HttpApiResponse.UNAVAILABLE);
  }

  private static HttpReply failure(Failed failed) {
    return switch (failed.errorType()) {
      case Failed.THROTTLED -> HttpApiResponse.UNAVAILABLE;
      case Failed.EVENT_TOO_LARGE -> HttpApiResponse.TOO_LARGE;
      default -> HttpApiResponse.SERVER_ERROR;
    };
  }

  /** Returns empty if the function takes longer than the gateway waits. */
  private Optional<Invocation> invoke(FunctionDeclaration function, String event) {
    String name = function.functionName();
    if (function.timeout().compareTo(responseTimeout) <= 0) {
      return Optional.of(functions.invoke(name, event));
    }
    Future<Invocation> answer = longCalls.submit(() -> functions.invoke(name, event));
    try {
      return Optional.of(answer.get(responseTimeout.toMillis(), TimeUnit.MILLISECONDS));
    } catch (TimeoutException e) {
      return Optional.empty();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    } catch (ExecutionException e) {
      throw new IllegalStateException(
          "Calling function " + name + " failed", RedactedException.of(e));
    }
  }

  private record Outcome(String routeKey, HttpReply reply) {}
}
