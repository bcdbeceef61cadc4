package dev.headwater.local.tables;

import java.net.URI;
import java.nio.file.Path;
import java.util.concurrent.Executor;
import java.util.logging.Level;
import java.util.logging.Logger;

import dev.headwater.local.LocalCloudException;
import dev.headwater.local.LoopbackServer;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.jspecify.annotations.Nullable;
import software.amazon.dynamodb.services.local.server.LocalDynamoDBRequestHandler;
import software.amazon.dynamodb.services.local.server.LocalDynamoDBServerHandler;
import software.amazon.dynamodb.services.local.shared.access.sqlite.SQLiteLibraryLoader;

/**
 * DynamoDB Local's request handler on a connector of ours. Its own launcher listens on all
 * interfaces and configures telemetry; the handler alone does neither. Without a list of origins it
 * also refuses scripts of web pages.
 */
final class DynamoDbServer implements AutoCloseable {
    private static final int THREADS = 64;
    /** Of the connector for the reads that transactions wait for: these need threads of their own. */
    private static final int FENCE_THREADS = 8;
    /** Held, because java.util.logging forgets the level of a logger that nobody holds. */
    private static final Logger SQLITE = Logger.getLogger("com.almworks.sqlite4java");

    private final Server server;
    private final ServerConnector connector;
    private final LocalDynamoDBServerHandler handler;

    /** @param keeps whether anything outlives the process, so that it is worth waiting for */
    private DynamoDbServer(LocalDynamoDBServerHandler handler, boolean keeps) {
        this.handler = handler;
        this.server = new Server(threads("dynamodb-local", THREADS));
        this.connector = connector(server.getThreadPool());
        server.setHandler(keeps ? fenced(handler) : handler);
    }

    private Handler fenced(Handler handler) {
        QueuedThreadPool threads = threads("dynamodb-local-fence", FENCE_THREADS);
        ServerConnector fence = connector(threads);
        fence.addBean(threads);
        return new TransactionFence(handler, () -> uri(fence));
    }

    private static QueuedThreadPool threads(String name, int max) {
        QueuedThreadPool threads = new QueuedThreadPool(max);
        threads.setName(name);
        threads.setDaemon(true);
        return threads;
    }

    private ServerConnector connector(Executor threads) {
        var added = new ServerConnector(server, threads, null, null, 1, 1,
                new HttpConnectionFactory());
        added.setHost(LoopbackServer.HOST);
        added.setPort(0);
        server.addConnector(added);
        return added;
    }

    static DynamoDbServer start(@Nullable Path folder) {
        SQLITE.setLevel(Level.WARNING);
        loadNativeLibrary();
        DynamoDbServer started = new DynamoDbServer(handler(folder), folder != null);
        try {
            started.server.start();
            return started;
        } catch (Exception e) {
            started.close();
            throw new LocalCloudException("DynamoDB Local cannot listen on " + LoopbackServer.HOST
                    + ": allow local connections and start again.", e);
        }
    }

    URI endpoint() {
        return uri(connector);
    }

    private static URI uri(ServerConnector connector) {
        return URI.create("http://%s:%s".formatted(connector.getHost(), connector.getLocalPort()));
    }

    @Override
    public void close() {
        try {
            server.stop();
        } catch (Exception e) {
            throw new LocalCloudException("DynamoDB Local did not stop: end the process.", e);
        } finally {
            handler.close();
        }
    }

    /** The first request would do it too, but answer without the reason when it fails. */
    private static void loadNativeLibrary() {
        try {
            SQLiteLibraryLoader.initialize();
        } catch (Exception | LinkageError e) {
            throw new LocalCloudException("DynamoDB Local has no native library for this machine ("
                    + System.getProperty("os.name") + " on " + System.getProperty("os.arch")
                    + "): it needs Linux with glibc, or macOS, on x86_64 or arm64.", e);
        }
    }

    private static LocalDynamoDBServerHandler handler(@Nullable Path folder) {
        boolean inMemory = folder == null;
        String path = folder == null ? null : folder.toString();
        boolean sharedDb = true;
        boolean delayTransientStatuses = false;
        int authorityLevel = 0;
        String allowedOrigins = null;
        return new LocalDynamoDBServerHandler(new LocalDynamoDBRequestHandler(authorityLevel,
                inMemory, path, sharedDb, delayTransientStatuses), allowedOrigins);
    }
}
