package dev.headwater.local.http;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

import dev.headwater.local.LocalCloudException;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.jspecify.annotations.Nullable;

/**
 * An HTTP server that only this machine reaches, and of web pages only its own. Each request has a
 * virtual thread of its own; what is malformed is answered, where HTTP allows it, and ends its
 * connection.
 */
public final class LoopbackServer implements AutoCloseable {
    public static final String HOST = "127.0.0.1";

    private static final Duration STOP_WAIT = Duration.ofSeconds(2);
    /** For accepting, selecting, and what little else is not done by virtual threads. */
    private static final int PLATFORM_THREADS = 8;

    private final Server server;
    private final LoopbackConnector connector;
    private final CallHandler handler;
    private final ExecutorService calls;

    private LoopbackServer(Server server, LoopbackConnector connector, CallHandler handler,
            ExecutorService calls) {
        this.server = server;
        this.connector = connector;
        this.handler = handler;
        this.calls = calls;
    }

    /**
     * Starts to answer.
     *
     * @throws LocalCloudException when the port is in use
     */
    public static LoopbackServer start(ServerOptions options, HttpService service) {
        ExecutorService calls = Executors.newThreadPerTaskExecutor(
                Thread.ofVirtual().name("http-", 0).factory());
        var threads = new QueuedThreadPool(PLATFORM_THREADS, 1);
        threads.setName("http");
        threads.setDaemon(true);
        threads.setReservedThreads(0);
        threads.setVirtualThreadsExecutor(calls);
        var server = new Server(threads);
        var connector = new LoopbackConnector(server, null, options.port(),
                Descriptors.connectionsPerServer());
        server.addConnector(connector);
        server.setErrorHandler(new ErrorReplies(service));
        var handler = new CallHandler(options, service);
        server.setHandler(new LoopbackCheck(handler));
        var started = new LoopbackServer(server, connector, handler, calls);
        try {
            server.start();
            return started;
        } catch (Exception e) {
            started.close();
            throw inUse(options.port(), e);
        }
    }

    /**
     * Looks whether a port can be taken, before anything else starts.
     *
     * @param port 0 for a free one
     * @throws LocalCloudException when it is in use
     */
    public static void requireFree(int port) {
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

    public int port() {
        return connector.getLocalPort();
    }

    public URI uri() {
        return uri(port());
    }

    /** The address of a port of this machine. */
    public static URI uri(int port) {
        return URI.create(String.format(Locale.ROOT, "http://%s:%d", HOST, port));
    }

    /** Takes no more requests, and gives those under way a moment. */
    @Override
    public void close() {
        try {
            connector.close();
            handler.awaitEnd(STOP_WAIT);
            server.stop();
        } catch (Exception e) {
            throw new LocalCloudException("A server did not stop: end the process.", e);
        } finally {
            calls.shutdownNow();
        }
    }
}
