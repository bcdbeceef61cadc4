package dev.headwater.local;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

import io.helidon.webserver.WebServer;
import io.helidon.webserver.WebServerConfig;
import io.helidon.webserver.http.DirectHandlers;
import io.helidon.webserver.http.HttpRouting;
import io.helidon.webserver.http.ServerRequest;
import org.jspecify.annotations.Nullable;

/**
 * What the HTTP servers of the local cloud have in common: only this machine reaches them, and of
 * web pages only its own.
 */
public final class LoopbackServer {
    public static final String HOST = "127.0.0.1";

    private static final Set<String> METHODS = Set.of("GET", "HEAD", "POST", "PUT", "PATCH",
            "DELETE", "OPTIONS");
    private static final Duration STOP_WAIT = Duration.ofSeconds(2);
    /** How much of a body that is too large is read away, so that its sender sees the answer. */
    private static final long MAX_DRAINED_BYTES = 64 * 1024 * 1024;

    private LoopbackServer() {}

    /**
     * Starts a server.
     *
     * @param port 0 for a free one
     * @throws LocalCloudException when the port is in use
     */
    public static WebServer start(int port, HttpRouting.Builder routing, DirectHandlers errors) {
        return start(port, routing, errors, WebServer.builder());
    }

    /**
     * Starts a server.
     *
     * @param port 0 for a free one
     * @param settings what this server has beyond the others
     * @throws LocalCloudException when the port is in use
     */
    public static WebServer start(int port, HttpRouting.Builder routing, DirectHandlers errors,
            WebServerConfig.Builder settings) {
        requireFree(port);
        WebServer server = settings.host(HOST)
                .port(port)
                .shutdownHook(false)
                .shutdownGracePeriod(STOP_WAIT)
                .connectionOptions(options -> options.tcpNoDelay(true))
                .directHandlers(errors)
                .routing(routing.addFilter(new LoopbackFilter())
                        .error(Throwable.class, new RequestFailures(errors)))
                .build()
                .start();
        if (!server.isRunning()) {
            throw inUse(port, null);
        }
        return server;
    }

    /**
     * Looks whether a port can be taken: Helidon logs a port in use with a stack trace, and starts
     * nevertheless.
     *
     * @param port 0 for a free one
     * @throws LocalCloudException when it is in use
     */
    static void requireFree(int port) {
        try {
            new ServerSocket(port, 1, InetAddress.getLoopbackAddress()).close();
        } catch (IOException e) {
            throw inUse(port, e);
        }
    }

    private static LocalCloudException inUse(int port, @Nullable Exception cause) {
        return new LocalCloudException("Port " + port
                + " cannot be used, another program probably listens on it: stop that one,"
                + " or choose another port.", cause);
    }

    /** The request's method, to be told: a client may send any word, and a usual one is repeated. */
    public static String method(ServerRequest request) {
        String method = request.prologue().method().text();
        return METHODS.contains(method) ? method : "other";
    }

    /** The request's body, or nothing when it is larger than {@code maxBytes}. */
    public static Optional<byte[]> body(ServerRequest request, int maxBytes) {
        if (!request.content().hasEntity()) {
            return Optional.of(new byte[0]);
        }
        try (InputStream content = request.content().inputStream()) {
            byte[] body = content.readNBytes(maxBytes + 1);
            if (body.length <= maxBytes) {
                return Optional.of(body);
            }
            drain(content);
            return Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void drain(InputStream content) throws IOException {
        byte[] unused = new byte[64 * 1024];
        long drained = 0;
        for (int n = content.read(unused); n >= 0 && drained < MAX_DRAINED_BYTES; n = content
                .read(unused)) {
            drained += n;
        }
    }
}
