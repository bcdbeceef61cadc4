package dev.headwater.local.endpoints;

import dev.headwater.local.functions.FunctionInvoker;
import dev.headwater.local.functions.FunctionInvoker.Invocation.Answered;
import dev.headwater.local.functions.FunctionInvoker.Invocation.Failed;
import dev.headwater.local.functions.FunctionRuntime;
import dev.headwater.local.functions.InvocationContext;
import dev.headwater.local.ground.LocalArn;
import dev.headwater.local.ground.LoggedThreads;
import dev.headwater.local.ground.StrictUtf8;
import dev.headwater.local.http.HttpCall;
import dev.headwater.local.http.HttpReply;
import dev.headwater.local.http.HttpRoutes;
import dev.headwater.local.progress.OutstandingWork;
import java.util.Base64;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * Lambda's {@code Invoke}. Accepts a function's name or ARN; every qualifier refers to the only
 * local version. A throttled asynchronous call is retried for about a minute. Unlike in Lambda, it
 * is not retried after an error, and a stop loses pending calls.
 */
final class LambdaApi implements HttpRoutes.Answer, AutoCloseable {
  static final String PATH = "/2015-03-31/functions/{function}/invocations";

  private static final Logger LOG = LoggerFactory.getLogger(LambdaApi.class);
  private static final String CLIENT_CONTEXT = "X-Amz-Client-Context";
  private static final int MAX_CONTEXT = 3583;
  private static final String TYPE = "X-Amz-Invocation-Type";
  private static final String ERROR = "X-Amz-Function-Error";
  private static final String VERSION = "X-Amz-Executed-Version";
  private static final Pattern NAME =
      Pattern.compile("(?:arn:aws:lambda:[^:]+:)?(?:\\d+:function:)?([^:]+)(?::[^:]+)?");
  private static final int MAX_PENDING_CALLS = 256;
  private static final int CONCURRENT_CALLS = 16;
  private static final int MAX_ATTEMPTS = 60;

  private final FunctionInvoker functions;
  private final Set<String> names;
  private final OutstandingWork work;
  private final AtomicBoolean stopping = new AtomicBoolean();
  private final AtomicInteger unfinished = new AtomicInteger();
  private final ThreadPoolExecutor asyncCalls =
      new ThreadPoolExecutor(
          CONCURRENT_CALLS,
          CONCURRENT_CALLS,
          1,
          TimeUnit.SECONDS,
          new ArrayBlockingQueue<>(MAX_PENDING_CALLS),
          LoggedThreads.named("invoke-"));

  LambdaApi(FunctionInvoker functions, Collection<String> names, OutstandingWork work) {
    this.functions = functions;
    this.names = Set.copyOf(names);
    this.work = work;
    asyncCalls.allowCoreThreadTimeOut(true);
  }

  @Override
  public HttpReply to(HttpCall call, Map<String, String> path) {
    if (stopping.get()) {
      return AwsError.lambda(Failed.STOPPING, "The local cloud is stopping.").reply(503);
    }
    String wanted = path.getOrDefault("function", "");
    Matcher matcher = NAME.matcher(wanted);
    String name = matcher.matches() ? matcher.group(1) : wanted;
    if (!names.contains(name)) {
      return AwsError.lambda(
              "ResourceNotFoundException", "Function not found: " + LocalArn.function(name))
          .reply(404);
    }
    if (call.bodyLength() > FunctionRuntime.MAX_EVENT_BYTES) {
      return AwsError.lambda(Failed.EVENT_TOO_LARGE, FunctionRuntime.EVENT_TOO_LARGE).reply(413);
    }
    if (call.header(CLIENT_CONTEXT).filter(context -> !isClientContext(context)).isPresent()) {
      return AwsError.lambda(
              "InvalidRequestContentException",
              "Client context must be a valid Base64-encoded JSON object of at most "
                  + MAX_CONTEXT
                  + " bytes.")
          .reply(400);
    }
    String event = event(call);
    return event.isEmpty()
        ? AwsError.lambda(
                "InvalidRequestContentException",
                call.hasByteOrderMark()
                    ? AwsError.BYTE_ORDER_MARK
                    : "Could not parse request body into json.")
            .reply(400)
        : invoke(name, event, call);
  }

  private HttpReply invoke(String name, String event, HttpCall call) {
    String type = call.header(TYPE).orElse("RequestResponse");
    return switch (type) {
      case "RequestResponse" -> invoke(name, event);
      case "Event" -> invokeAsync(name, event);
      case "DryRun" -> HttpReply.of(204);
      default ->
          AwsError.lambda(
                  "InvalidParameterValueException",
                  "The invocation type must be RequestResponse, Event or DryRun, not " + type + ".")
              .reply(400);
    };
  }

  private HttpReply invoke(String name, String event) {
    return switch (functions.invoke(name, event)) {
      case Answered(String payload) -> answered(payload);
      case Failed failed when failed.errorType().equals(Failed.THROTTLED) -> throttled();
      case Failed(String type, String message) ->
          answered(
                  JsonMapper.shared()
                      .writeValueAsString(Map.of("errorMessage", message, "errorType", type)))
              .with(ERROR, "Unhandled");
    };
  }

  private static HttpReply answered(String payload) {
    return HttpReply.of(200, "application/json", payload).with(VERSION, InvocationContext.VERSION);
  }

  private static HttpReply throttled() {
    return AwsError.lambda(Failed.THROTTLED, "Rate Exceeded.").reply(429);
  }

  private HttpReply invokeAsync(String name, String event) {
    String id = "invoke " + UUID.randomUUID();
    begin(id);
    try {
      asyncCalls.execute(
          () -> {
            if (invokeUntilAccepted(name, event)) {
              end(id);
            }
          });
      return HttpReply.of(202);
    } catch (RejectedExecutionException e) {
      end(id);
      return throttled();
    }
  }

  private void begin(String id) {
    work.enter(id, false);
    unfinished.incrementAndGet();
  }

  private void end(String id) {
    unfinished.decrementAndGet();
    work.leave(id);
  }

  /**
   * Returns true once the call has finished, even with an error, and false if a stop came first.
   * There is no pause between attempts, because a throttled attempt has already waited.
   */
  private boolean invokeUntilAccepted(String name, String event) {
    for (int attempt = 1; attempt <= MAX_ATTEMPTS; attempt++) {
      String error =
          functions.invoke(name, event) instanceof Failed failed ? failed.errorType() : "";
      if (error.equals(Failed.STOPPING)) {
        return false; // stays unfinished, so that close() reports it
      }
      if (!error.equals(Failed.THROTTLED)) {
        return true;
      }
    }
    LOG.error(
        "Gave up an asynchronous call of function {} after {} throttled attempts",
        name,
        MAX_ATTEMPTS);
    return true;
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
        : StrictUtf8.decode(call.body()).filter(LambdaApi::isJson).orElse("");
  }

  private static boolean isJson(String event) {
    try {
      return !JsonMapper.shared().readTree(event).isMissingNode();
    } catch (JacksonException e) {
      return false;
    }
  }

  /** Refuses new calls; accepted ones continue. */
  void refuse() {
    stopping.set(true);
  }

  @Override
  public void close() {
    asyncCalls.shutdownNow();
    int lost = unfinished.getAndSet(0);
    if (lost > 0) {
      LOG.error("The stop loses {} asynchronous function calls", lost);
      work.recordLoss();
    }
  }
}
