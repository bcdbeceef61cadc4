package dev.headwater.local.endpoints;

import dev.headwater.local.bus.LocalBus;
import dev.headwater.local.functions.AsyncInvoker;
import dev.headwater.local.functions.FunctionInvoker;
import dev.headwater.local.functions.FunctionInvoker.Invocation.Failed;
import dev.headwater.local.http.BadlyEncodedException;
import dev.headwater.local.http.HttpCall;
import dev.headwater.local.http.HttpReply;
import dev.headwater.local.http.HttpRoutes;
import dev.headwater.local.http.HttpService;
import dev.headwater.local.http.LoopbackServer;
import dev.headwater.local.http.ServerOptions;
import dev.headwater.local.metrics.LocalMetrics;
import dev.headwater.local.template.FunctionDeclaration;
import java.net.URI;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * Serves EventBridge's {@code PutEvents}, Lambda's {@code Invoke}, {@code ListFunctions} and {@code
 * GetFunction}, and CloudWatch's {@code GetMetricData} to ordinary SDK clients, on a free port of
 * the loopback interface. Does not check signatures.
 */
public final class AwsEndpoint implements AutoCloseable {
  private final LoopbackServer server;
  private final LocalBus bus;
  private final LambdaApi lambda;

  private AwsEndpoint(LoopbackServer server, LocalBus bus, LambdaApi lambda) {
    this.server = server;
    this.bus = bus;
    this.lambda = lambda;
  }

  /** Starts an endpoint that knows no metrics. */
  public static AwsEndpoint start(
      LocalBus bus,
      FunctionInvoker functions,
      AsyncInvoker asynchronous,
      List<FunctionDeclaration> declarations) {
    return start(bus, functions, asynchronous, declarations, new LocalMetrics(Stream.empty()));
  }

  /**
   * Starts the endpoint.
   *
   * @param bus is closed with the endpoint
   * @param metrics that are answered
   */
  public static AwsEndpoint start(
      LocalBus bus,
      FunctionInvoker functions,
      AsyncInvoker asynchronous,
      List<FunctionDeclaration> declarations,
      LocalMetrics metrics) {
    var declared = new FunctionsApi(declarations);
    var lambda = new LambdaApi(functions, asynchronous, declared);
    var routes =
        new HttpRoutes()
            .add("POST", "/", new EventBridgeApi(bus))
            .add("POST", CloudWatchApi.PATH, new CloudWatchApi(metrics))
            .add("POST", LambdaApi.PATH, lambda)
            .add("GET", FunctionsApi.PATH, declared::list)
            .add("GET", FunctionsApi.PATH + "/", declared::list)
            .add("GET", FunctionsApi.PATH + "/{function}", declared::get);
    LoopbackServer server =
        LoopbackServer.start(
            ServerOptions.limitedTo(EventBridgeApi.MAX_REQUEST_BYTES), new Api(routes));
    return new AwsEndpoint(server, bus, lambda);
  }

  /** Routes requests to the three APIs. */
  private record Api(HttpRoutes routes) implements HttpService {
    @Override
    public HttpReply answer(HttpCall call) {
      return answered(call).with("x-amzn-RequestId", UUID.randomUUID().toString());
    }

    private HttpReply answered(HttpCall call) {
      try {
        return routes.answer(call).orElseGet(() -> notFound(call));
      } catch (BadlyEncodedException malformed) {
        return refusal(400, "The path has malformed percent-encoding.");
      }
    }

    @Override
    public HttpReply refusal(int status, String reason) {
      String type =
          switch (status) {
            case 413 -> Failed.EVENT_TOO_LARGE;
            case 500 -> "InternalFailure";
            default -> "ValidationException";
          };
      return AwsError.json(status, type, reason);
    }
  }

  /**
   * The value for {@code AWS_ENDPOINT_URL_EVENTBRIDGE}, {@code …_LAMBDA} and {@code …_CLOUDWATCH}.
   */
  public URI uri() {
    return server.uri();
  }

  /** Refuses Invoke from now on; functions that are still running can put their events. */
  public void refuseCalls() {
    lambda.refuse();
  }

  @Override
  public void close() {
    server.close();
    bus.close();
  }

  private static HttpReply notFound(HttpCall call) {
    return AwsError.json(
        404,
        "UnknownOperationException",
        ("The local cloud has no %s %s; this endpoint serves only EventBridge's "
                + "PutEvents, Lambda's Invoke, ListFunctions and GetFunction, and CloudWatch's "
                + "GetMetricData.")
            .formatted(call.shownMethod(), call.rawPath()));
  }
}
