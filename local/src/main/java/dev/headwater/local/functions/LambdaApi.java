package dev.headwater.local.functions;

import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
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

import dev.headwater.local.LocalArn;
import dev.headwater.local.LoggedThreads;
import dev.headwater.local.LoopbackServer;
import dev.headwater.local.StrictUtf8;
import dev.headwater.local.functions.FunctionInvoker.Invocation.Answered;
import dev.headwater.local.functions.FunctionInvoker.Invocation.Failed;
import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.http.Status;
import io.helidon.webserver.http.Handler;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * Lambda's {@code Invoke}. A function is named by its name or an ARN; any qualifier means the one
 * version that runs here. An asynchronous call is tried again while it is throttled, for about a
 * minute; other than in Lambda, it is not tried again after an error, and a stop loses those that
 * wait.
 */
final class LambdaApi implements Handler, AutoCloseable {
    static final String PATH = "/2015-03-31/functions/{function}/invocations";

    private static final Logger LOG = LoggerFactory.getLogger(LambdaApi.class);
    private static final HeaderName TYPE = HeaderNames.create("X-Amz-Invocation-Type");
    private static final HeaderName REQUEST_ID = HeaderNames.create("x-amzn-RequestId");
    private static final HeaderName ERROR = HeaderNames.create("X-Amz-Function-Error");
    private static final HeaderName VERSION = HeaderNames.create("X-Amz-Executed-Version");
    private static final Pattern NAME = Pattern
            .compile("(?:arn:aws:lambda:[^:]+:)?(?:\\d+:function:)?([^:]+)(?::[^:]+)?");
    private static final int WAITING_CALLS = 256;
    private static final int CALLS_AT_ONCE = 16;
    private static final int MAX_ATTEMPTS = 60;

    private final FunctionInvoker functions;
    private final Set<String> names;
    private final Runnable onLoss;
    private final AtomicBoolean stopping = new AtomicBoolean();
    private final AtomicInteger unfinished = new AtomicInteger();
    private final ThreadPoolExecutor later = new ThreadPoolExecutor(CALLS_AT_ONCE, CALLS_AT_ONCE,
            1, TimeUnit.SECONDS, new ArrayBlockingQueue<>(WAITING_CALLS),
            LoggedThreads.named("invoke-"));

    LambdaApi(FunctionInvoker functions, Collection<String> names, Runnable onLoss) {
        this.functions = functions;
        this.names = Set.copyOf(names);
        this.onLoss = onLoss;
        later.allowCoreThreadTimeOut(true);
    }

    @Override
    public void handle(ServerRequest request, ServerResponse response) {
        response.header(REQUEST_ID, UUID.randomUUID().toString());
        if (stopping.get()) {
            AwsError.lambda(Failed.STOPPING, "The local cloud is stopping.")
                    .send(response, Status.SERVICE_UNAVAILABLE_503);
            return;
        }
        String wanted = request.path().pathParameters().get("function");
        Matcher matcher = NAME.matcher(wanted);
        String name = matcher.matches() ? matcher.group(1) : wanted;
        if (!names.contains(name)) {
            AwsError.lambda("ResourceNotFoundException",
                    "Function not found: " + LocalArn.function(name))
                    .send(response, Status.NOT_FOUND_404);
            return;
        }
        Optional<byte[]> body = LoopbackServer.body(request, FunctionRuntime.MAX_EVENT_BYTES);
        if (body.isEmpty()) {
            AwsError.lambda(Failed.EVENT_TOO_LARGE, FunctionRuntime.EVENT_TOO_LARGE)
                    .send(response, Status.REQUEST_ENTITY_TOO_LARGE_413);
            return;
        }
        Optional<String> event = body.get().length == 0
                ? Optional.of("{}")
                : StrictUtf8.decode(body.get()).filter(LambdaApi::isJson);
        if (event.isEmpty()) {
            AwsError.lambda("InvalidRequestContentException",
                    "Could not parse request body into json.")
                    .send(response, Status.BAD_REQUEST_400);
            return;
        }
        invoke(name, event.get(), request, response);
    }

    private void invoke(String name, String event, ServerRequest request,
            ServerResponse response) {
        String type = request.headers().first(TYPE).orElse("RequestResponse");
        switch (type) {
            case "RequestResponse" -> invoke(name, event, response);
            case "Event" -> invokeLater(name, event, response);
            case "DryRun" -> response.status(Status.NO_CONTENT_204).send();
            default -> AwsError.lambda("InvalidParameterValueException",
                    "The invocation type is RequestResponse, Event or DryRun, not " + type + ".")
                    .send(response, Status.BAD_REQUEST_400);
        }
    }

    private void invoke(String name, String event, ServerResponse response) {
        switch (functions.invoke(name, event)) {
            case Answered(String payload) -> send(response, payload);
            case Failed failed when failed.errorType().equals(Failed.THROTTLED) -> throttled(
                    response);
            case Failed(String type, String message) -> send(response.header(ERROR, "Unhandled"),
                    JsonMapper.shared()
                            .writeValueAsString(
                                    Map.of("errorMessage", message, "errorType", type)));
        }
    }

    private static void send(ServerResponse response, String payload) {
        response.header(VERSION, InvocationContext.VERSION)
                .header(HeaderNames.CONTENT_TYPE, "application/json")
                .send(payload.getBytes(StandardCharsets.UTF_8));
    }

    private static void throttled(ServerResponse response) {
        AwsError.lambda(Failed.THROTTLED, "Rate Exceeded.")
                .send(response,
                        Status.TOO_MANY_REQUESTS_429);
    }

    private void invokeLater(String name, String event, ServerResponse response) {
        unfinished.incrementAndGet();
        try {
            later.execute(() -> invokeUntilTaken(name, event));
            response.status(Status.ACCEPTED_202).send();
        } catch (RejectedExecutionException e) {
            unfinished.decrementAndGet();
            throttled(response);
        }
    }

    /** An attempt that is throttled has waited for its turn already. */
    private void invokeUntilTaken(String name, String event) {
        for (int attempt = 1; attempt <= MAX_ATTEMPTS; attempt++) {
            String error = functions.invoke(name, event) instanceof Failed failed
                    ? failed.errorType()
                    : "";
            if (error.equals(Failed.STOPPING)) {
                return; // unfinished, which close reports
            }
            if (!error.equals(Failed.THROTTLED)) {
                unfinished.decrementAndGet();
                return;
            }
        }
        unfinished.decrementAndGet();
        LOG.error("An asynchronous call of function {} was given up: it was throttled {} times",
                name, MAX_ATTEMPTS);
    }

    private static boolean isJson(String event) {
        try {
            return !JsonMapper.shared().readTree(event).isMissingNode();
        } catch (JacksonException e) {
            return false;
        }
    }

    /** From now on every call is refused; those that were taken go on. */
    void refuse() {
        stopping.set(true);
    }

    @Override
    public void close() {
        later.shutdownNow();
        int lost = unfinished.getAndSet(0);
        if (lost > 0) {
            LOG.error("{} asynchronous calls of functions are lost by the stop", lost);
            onLoss.run();
        }
    }
}
