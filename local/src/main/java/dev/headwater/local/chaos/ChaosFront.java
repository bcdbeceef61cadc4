package dev.headwater.local.chaos;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import dev.headwater.local.LoopbackServer;
import dev.headwater.local.chaos.AwsService.Operation;
import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.http.Status;
import io.helidon.webserver.CloseConnectionException;
import io.helidon.webserver.WebServer;
import io.helidon.webserver.http.DirectHandlers;
import io.helidon.webserver.http.HttpRouting;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import tools.jackson.databind.json.JsonMapper;

/**
 * Stands between the functions and a service: throttles requests, and loses replies to writes that
 * succeeded. The service's own address stays as reliable as it is, for the local cloud itself and
 * for whoever looks at what came of it all.
 */
public final class ChaosFront implements AutoCloseable {
    private static final HeaderName TARGET = HeaderNames.create("X-Amz-Target");
    /** Above the largest request of any of the services: 16 MB for a batch of items. */
    private static final int MAX_REQUEST_BYTES = 32 * 1024 * 1024;
    private static final Duration SERVICE_TIMEOUT = Duration.ofSeconds(30);
    /** Headers that belong to one connection. */
    private static final Set<String> OF_CONNECTION = Set.of("connection", "content-length",
            "expect", "host", "keep-alive", "transfer-encoding", "upgrade");

    private final URI service;
    private final Chaos chaos;
    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .build();
    private final WebServer server;

    private ChaosFront(URI service, Chaos chaos) {
        this.service = service;
        this.chaos = chaos;
        this.server = LoopbackServer.start(0, HttpRouting.builder().any(this::handle),
                DirectHandlers.create());
    }

    public static ChaosFront start(URI service, Chaos chaos) {
        return new ChaosFront(service, chaos);
    }

    public URI uri() {
        return URI.create("http://" + LoopbackServer.HOST + ":" + server.port());
    }

    @Override
    public void close() {
        server.stop();
        client.shutdownNow();
    }

    private void handle(ServerRequest request, ServerResponse response) {
        Optional<Operation> operation = AwsService
                .operation(request.headers().first(TARGET).orElse(""));
        byte[] body = LoopbackServer.body(request, MAX_REQUEST_BYTES).orElseThrow();
        if (operation.isPresent() && chaos.throttles()) {
            send(response, Status.BAD_REQUEST_400, operation.get().service().throttledType(),
                    "Rate exceeded (chaos).");
            return;
        }
        HttpResponse<byte[]> answer = forward(request, body);
        boolean written = answer.statusCode() == Status.OK_200.code()
                && operation.map(Operation::writes).orElse(false);
        switch (written ? chaos.lostReply() : LostReply.NOT_LOST) {
            case NOT_LOST -> pass(answer, response);
            case CONNECTION_CLOSED -> throw new CloseConnectionException("chaos");
            case SERVER_ERROR -> send(response, Status.INTERNAL_SERVER_ERROR_500,
                    operation.orElseThrow().service().internalType(), "Lost reply (chaos).");
        }
    }

    private HttpResponse<byte[]> forward(ServerRequest request, byte[] body) {
        HttpRequest.Builder copy = HttpRequest.newBuilder(service.resolve(request.path().rawPath()))
                .timeout(SERVICE_TIMEOUT)
                .method(request.prologue().method().text(), BodyPublishers.ofByteArray(body));
        request.headers()
                .stream()
                .filter(header -> isEndToEnd(header.name()))
                .forEach(header -> header.allValues()
                        .forEach(value -> copy.header(header.name(), value)));
        try {
            return client.send(copy.build(), BodyHandlers.ofByteArray());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CloseConnectionException("interrupted", e);
        }
    }

    private static void pass(HttpResponse<byte[]> answer, ServerResponse response) {
        response.status(Status.create(answer.statusCode()));
        answer.headers().map().forEach((name, values) -> {
            if (isEndToEnd(name)) {
                response.header(HeaderNames.create(name), values.toArray(String[]::new));
            }
        });
        response.send(answer.body());
    }

    private static boolean isEndToEnd(String header) {
        return !OF_CONNECTION.contains(header.toLowerCase(Locale.ROOT));
    }

    private static void send(ServerResponse response, Status status, String type,
            String message) {
        response.status(status)
                .header(HeaderNames.CONTENT_TYPE, "application/x-amz-json-1.0")
                .send(JsonMapper.shared()
                        .writeValueAsString(Map.of("__type", type, "message", message))
                        .getBytes(StandardCharsets.UTF_8));
    }
}
