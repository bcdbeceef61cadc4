package dev.headwater.customers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;

/** Hands on JSON requests, and tells which there were. */
final class RecordingProxy implements AutoCloseable {
    private final Set<SentRequest> requests = ConcurrentHashMap.newKeySet();
    private final HttpClient client = HttpClient.newHttpClient();
    private final HttpServer server;
    private final URI target;

    private RecordingProxy(HttpServer server, URI target) {
        this.server = server;
        this.target = target;
    }

    static RecordingProxy of(URI target) {
        try {
            HttpServer server = HttpServer
                    .create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            RecordingProxy proxy = new RecordingProxy(server, target);
            server.createContext("/", proxy::handOn);
            server.start();
            return proxy;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    URI uri() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    Set<SentRequest> requests() {
        return Set.copyOf(requests);
    }

    private void handOn(HttpExchange exchange) throws IOException {
        try (exchange) {
            String method = exchange.getRequestMethod();
            requests.add(new SentRequest(method, exchange.getRequestURI().getPath()));
            HttpResponse<byte[]> answer = client.send(
                    HttpRequest.newBuilder(target.resolve(exchange.getRequestURI()))
                            .method(method,
                                    BodyPublishers.ofByteArray(
                                            exchange.getRequestBody().readAllBytes()))
                            .header("Content-Type", "application/json")
                            .build(),
                    BodyHandlers.ofByteArray());
            exchange.getResponseHeaders().add("Content-Type", "application/json");
            exchange.sendResponseHeaders(answer.statusCode(), answer.body().length);
            exchange.getResponseBody().write(answer.body());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("Interrupted", e);
        }
    }

    @Override
    public void close() {
        server.stop(0);
        client.close();
    }
}
