package dev.headwater.local.endpoints;

import dev.headwater.local.bus.LocalBus;
import dev.headwater.local.functions.FunctionInvoker;
import dev.headwater.local.functions.FunctionInvoker.Invocation.Failed;
import dev.headwater.local.http.BadlyEncodedException;
import dev.headwater.local.http.HttpCall;
import dev.headwater.local.http.HttpReply;
import dev.headwater.local.http.HttpRoutes;
import dev.headwater.local.http.HttpService;
import dev.headwater.local.http.LoopbackServer;
import dev.headwater.local.http.ServerOptions;
import dev.headwater.local.progress.OutstandingWork;
import dev.headwater.local.template.FunctionDeclaration;
import java.net.URI;
import java.util.List;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Serves EventBridge's {@code PutEvents} and Lambda's {@code Invoke} to ordinary SDK clients, on a
 * free port of the loopback interface. Does not check signatures.
 */
public final class AwsEndpoint implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(AwsEndpoint.class);

  private final LoopbackServer server;
  private final LocalBus bus;
  private final LambdaApi lambda;
  private final OutstandingWork work;

  private AwsEndpoint(LoopbackServer server, LocalBus bus, LambdaApi lambda, OutstandingWork work) {
    this.server = server;
    this.bus = bus;
    this.lambda = lambda;
    this.work = work;
  }

  /**
   * Starts the endpoint.
   *
   * @param work tracks pending asynchronous calls, and records a loss when a stop abandons calls or
   *     undelivered events
   */
  public static AwsEndpoint start(
      LocalBus bus,
      FunctionInvoker functions,
      List<FunctionDeclaration> declarations,
      OutstandingWork work) {
    var lambda =
        new LambdaApi(
            functions, declarations.stream().map(FunctionDeclaration::functionName).toList(), work);
    var routes =
        new HttpRoutes()
            .add("POST", "/", new EventBridgeApi(bus))
            .add("POST", LambdaApi.PATH, lambda);
    LoopbackServer server =
        LoopbackServer.start(
            ServerOptions.limitedTo(EventBridgeApi.MAX_REQUEST_BYTES), new Api(routes));
    return new AwsEndpoint(server, bus, lambda, work);
  }

  /** Routes requests to the two APIs. */
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
      return AwsError.json(type, reason).reply(status);
    }
  }

  /** The value for {@code AWS_ENDPOINT_URL_EVENTBRIDGE} and {@code AWS_ENDPOINT_URL_LAMBDA}. */
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
    if (bus.isDelivering()) {
      LOG.warn("The stop abandons events that are on their way to targets");
      work.recordLoss();
    }
    lambda.close();
  }

  private static HttpReply notFound(HttpCall call) {
    return AwsError.json(
            "UnknownOperationException",
            "The local cloud has no "
                + call.shownMethod()
                + " "
                + call.rawPath()
                + "; this endpoint serves only EventBridge's PutEvents and Lambda's Invoke.")
        .reply(404);
  }
}
