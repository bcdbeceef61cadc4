package dev.headwater.local.endpoints;

import dev.headwater.local.functions.AsyncInvoker;
import dev.headwater.local.functions.FunctionInvoker;
import dev.headwater.local.functions.FunctionInvoker.Invocation.Answered;
import dev.headwater.local.functions.FunctionInvoker.Invocation.Failed;
import dev.headwater.local.functions.FunctionRuntime;
import dev.headwater.local.functions.InvocationContext;
import dev.headwater.local.ground.StrictUtf8;
import dev.headwater.local.http.HttpCall;
import dev.headwater.local.http.HttpReply;
import dev.headwater.local.http.HttpRoutes;
import dev.headwater.local.template.FunctionDeclaration;
import dev.headwater.local.template.values.JsonText;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * Lambda's {@code Invoke}. Accepts a function's name or ARN; every qualifier refers to the only
 * local version.
 */
final class LambdaApi implements HttpRoutes.Answer {
  static final String PATH = FunctionsApi.PATH + "/{function}/invocations";

  private static final String CLIENT_CONTEXT = "X-Amz-Client-Context";
  private static final int MAX_CONTEXT = 3583;
  private static final String TYPE = "X-Amz-Invocation-Type";
  private static final String ERROR = "X-Amz-Function-Error";
  private static final String VERSION = "X-Amz-Executed-Version";

  private final FunctionInvoker functions;
  private final AsyncInvoker asynchronous;
  private final FunctionsApi declared;
  private final AtomicBoolean stopping = new AtomicBoolean();

  LambdaApi(FunctionInvoker functions, AsyncInvoker asynchronous, FunctionsApi declared) {
    this.functions = functions;
    this.asynchronous = asynchronous;
    this.declared = declared;
  }

  @Override
  public HttpReply to(HttpCall call, Map<String, String> path) {
    if (stopping.get()) {
      return AwsError.lambda(503, Failed.STOPPING, "The local cloud is stopping.");
    }
    Optional<FunctionDeclaration> function = declared.find(path);
    if (function.isEmpty()) {
      return FunctionsApi.notFound(path);
    }
    if (call.bodyLength() > FunctionRuntime.MAX_EVENT_BYTES) {
      return AwsError.lambda(413, Failed.EVENT_TOO_LARGE, FunctionRuntime.EVENT_TOO_LARGE);
    }
    if (call.header(CLIENT_CONTEXT).filter(context -> !isClientContext(context)).isPresent()) {
      return AwsError.lambda(
          400,
          "InvalidRequestContentException",
          "Client context must be a valid Base64-encoded JSON object of at most "
              + MAX_CONTEXT
              + " bytes.");
    }
    String event = event(call);
    return event.isEmpty()
        ? AwsError.lambda(
            400,
            "InvalidRequestContentException",
            call.hasByteOrderMark()
                ? AwsError.BYTE_ORDER_MARK
                : "Could not parse request body into json.")
        : invoke(function.get().functionName(), event, call);
  }

  private HttpReply invoke(String name, String event, HttpCall call) {
    String type = call.header(TYPE).orElse("RequestResponse");
    return switch (type) {
      case "RequestResponse" -> invoke(name, event);
      case "Event" ->
          asynchronous.invoke(name, event, Duration.ZERO)
              ? HttpReply.of(202)
              : throttled("Rate Exceeded.");
      case "DryRun" -> HttpReply.of(204);
      default ->
          AwsError.lambda(
              400,
              "InvalidParameterValueException",
              "The invocation type must be RequestResponse, Event or DryRun, not " + type + ".");
    };
  }

  private HttpReply invoke(String name, String event) {
    return switch (functions.invoke(name, event)) {
      case Answered(String payload) -> answered(payload);
      case Failed(String type, String message) when type.equals(Failed.THROTTLED) ->
          throttled(message);
      case Failed failed -> answered(failed.payload().toString()).with(ERROR, "Unhandled");
    };
  }

  private static HttpReply answered(String payload) {
    return HttpReply.of(200, "application/json", payload).with(VERSION, InvocationContext.VERSION);
  }

  private static HttpReply throttled(String message) {
    return AwsError.lambda(429, Failed.THROTTLED, message);
  }

  private static boolean isClientContext(String encoded) {
    try {
      return encoded.length() <= MAX_CONTEXT
          && JsonMapper.shared().readTree(Base64.getDecoder().decode(encoded)).isObject();
    } catch (IllegalArgumentException | JacksonException e) {
      return false;
    }
  }

  /** The event, or an empty string if the body is not JSON in UTF-8. */
  private static String event(HttpCall call) {
    return call.bodyLength() == 0
        ? "{}"
        : StrictUtf8.decode(call.body()).filter(JsonText::isJson).orElse("");
  }

  /** Refuses new calls; accepted ones continue. */
  void refuse() {
    stopping.set(true);
  }
}
