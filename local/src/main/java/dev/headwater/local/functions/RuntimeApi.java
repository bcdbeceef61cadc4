package dev.headwater.local.functions;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.headwater.local.functions.FunctionInvoker.Invocation;
import dev.headwater.local.functions.FunctionInvoker.Invocation.Answered;
import dev.headwater.local.functions.FunctionInvoker.Invocation.Failed;
import dev.headwater.local.http.HttpCall;
import dev.headwater.local.http.HttpReply;
import dev.headwater.local.http.HttpRoutes;
import dev.headwater.local.http.HttpService;
import dev.headwater.local.http.LoopbackServer;
import dev.headwater.local.http.NoReplyException;
import dev.headwater.local.http.ServerOptions;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Lambda's Runtime API (<a
 * href="https://docs.aws.amazon.com/lambda/latest/dg/runtimes-api.html">source</a>), through which
 * a runtime in another process gets its events and sends its answers. Each has its own address,
 * which others cannot guess.
 */
final class RuntimeApi implements HttpService, AutoCloseable {
  static final String REQUEST_ID = "Lambda-Runtime-Aws-Request-Id";
  static final String DEADLINE = "Lambda-Runtime-Deadline-Ms";
  static final String FUNCTION_ARN = "Lambda-Runtime-Invoked-Function-Arn";
  static final String ERROR_TYPE = "Lambda-Runtime-Function-Error-Type";

  private static final String PREFIX = "/{session}/2018-06-01/runtime/";
  private static final String JSON = "application/json";

  private final Map<String, RuntimeSession> sessions = new ConcurrentHashMap<>();
  private final HttpRoutes routes =
      new HttpRoutes()
          .add("GET", PREFIX + "invocation/next", (call, path) -> next(session(path)))
          .add("POST", PREFIX + "invocation/{request}/response", answered(RuntimeApi::response))
          .add("POST", PREFIX + "invocation/{request}/error", answered(RuntimeApi::error))
          .add(
              "POST",
              PREFIX + "init/error",
              (call, path) -> accepted(session(path).failInitialization(error(call))));
  private final LoopbackServer server =
      LoopbackServer.start(ServerOptions.limitedTo(ResponseBuffer.MAX_BYTES + 1), this);

  /** Returns the session's address, without {@code http://}, as the environment has it. */
  String open(RuntimeSession session) {
    String id = UUID.randomUUID().toString();
    sessions.put(id, session);
    return LoopbackServer.HOST + ":" + server.port() + "/" + id;
  }

  void end(RuntimeSession session) {
    sessions.values().remove(session);
  }

  @Override
  public HttpReply answer(HttpCall call) {
    return routes.answer(call).orElseGet(() -> refusal(404, "Not Found"));
  }

  /** An event, as the runtime gets it. */
  static HttpReply event(byte[] payload, InvocationContext context) {
    long deadline = System.currentTimeMillis() + context.getRemainingTimeInMillis();
    return HttpReply.of(200, JSON, payload)
        .with(REQUEST_ID, context.requestId())
        .with(DEADLINE, Long.toString(deadline))
        .with(FUNCTION_ARN, context.getInvokedFunctionArn());
  }

  private RuntimeSession session(Map<String, String> path) {
    RuntimeSession session = sessions.get(path.getOrDefault("session", ""));
    if (session == null) {
      throw new NoReplyException("its process has ended");
    }
    return session;
  }

  private static HttpReply next(RuntimeSession session) {
    try {
      return session.next().orElseThrow(() -> new NoReplyException("its process has ended"));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new NoReplyException("the server is stopping");
    }
  }

  private HttpRoutes.Answer answered(Function<HttpCall, Invocation> read) {
    return (call, path) ->
        accepted(session(path).answer(path.getOrDefault("request", ""), read.apply(call)));
  }

  private static Invocation response(HttpCall call) {
    return call.bodyLength() > ResponseBuffer.MAX_BYTES
        ? Failed.tooLarge()
        : new Answered(new String(call.body(), UTF_8));
  }

  private static Failed error(HttpCall call) {
    String type = call.header(ERROR_TYPE).orElse("Runtime.Unknown");
    try {
      JsonNode error = JsonMapper.shared().readTree(call.body());
      return new Failed(
          error.path("errorType").asString(type), error.path("errorMessage").asString(""));
    } catch (JacksonException malformed) {
      return new Failed(type, "");
    }
  }

  private static HttpReply accepted(boolean wasExpected) {
    return HttpReply.of(wasExpected ? 202 : 403, JSON, "{}");
  }

  @Override
  public void close() {
    server.close();
  }
}
