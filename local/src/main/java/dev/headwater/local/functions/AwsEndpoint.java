package dev.headwater.local.functions;

import java.net.URI;
import java.util.List;

import dev.headwater.local.LoopbackServer;
import dev.headwater.local.bus.LocalBus;
import dev.headwater.local.template.FunctionDeclaration;
import io.helidon.http.Status;
import io.helidon.webserver.WebServer;
import io.helidon.webserver.http.DirectHandlers;
import io.helidon.webserver.http.HttpRouting;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Speaks two AWS protocols to the ordinary SDK clients, on a free port of the loopback interface:
 * EventBridge's {@code PutEvents} and Lambda's {@code Invoke}. Signatures are not checked.
 */
public final class AwsEndpoint implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(AwsEndpoint.class);

    private final WebServer server;
    private final LocalBus bus;
    private final LambdaApi lambda;
    private final Runnable onLoss;

    private AwsEndpoint(WebServer server, LocalBus bus, LambdaApi lambda, Runnable onLoss) {
        this.server = server;
        this.bus = bus;
        this.lambda = lambda;
        this.onLoss = onLoss;
    }

    /**
     * Starts to answer.
     *
     * @param onLoss is called when a stop loses asynchronous calls that were accepted, or does not
     *        wait for events on their way any longer
     */
    public static AwsEndpoint start(LocalBus bus, FunctionInvoker functions,
            List<FunctionDeclaration> declarations, Runnable onLoss) {
        var lambda = new LambdaApi(functions,
                declarations.stream().map(FunctionDeclaration::functionName).toList(), onLoss);
        HttpRouting.Builder routing = HttpRouting.builder()
                .post("/", new EventBridgeApi(bus))
                .post(LambdaApi.PATH, lambda)
                .any(AwsEndpoint::notFound);
        WebServer server = LoopbackServer.start(0, routing, DirectHandlers.create());
        return new AwsEndpoint(server, bus, lambda, onLoss);
    }

    /** The value for {@code AWS_ENDPOINT_URL_EVENTBRIDGE} and {@code AWS_ENDPOINT_URL_LAMBDA}. */
    public URI uri() {
        return URI.create("http://" + LoopbackServer.HOST + ":" + server.port());
    }

    /** Refuses Invoke from now on; functions that still run can put their events. */
    public void refuseCalls() {
        lambda.refuse();
    }

    @Override
    public void close() {
        server.stop();
        if (bus.isDelivering()) {
            LOG.warn("Events on their way to their targets are not waited for by the stop");
            onLoss.run();
        }
        lambda.close();
    }

    private static void notFound(ServerRequest request, ServerResponse response) {
        AwsError.json("UnknownOperationException", "The local cloud has no "
                + LoopbackServer.method(request) + " " + request.path().path()
                + "; of EventBridge it has PutEvents, of Lambda Invoke, and no other service.")
                .send(response, Status.NOT_FOUND_404);
    }
}
