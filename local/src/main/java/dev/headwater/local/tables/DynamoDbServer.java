package dev.headwater.local.tables;

import dev.headwater.local.ground.Descriptors;
import dev.headwater.local.ground.LocalCloudException;
import dev.headwater.local.http.BufferedBodyHandler;
import dev.headwater.local.http.ErrorReplies;
import dev.headwater.local.http.HttpReply;
import dev.headwater.local.http.LoopbackCheck;
import dev.headwater.local.http.LoopbackConnector;
import dev.headwater.local.http.LoopbackServer;
import dev.headwater.local.http.RequestThreads;
import dev.headwater.local.http.ServerOptions;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.jspecify.annotations.Nullable;
import software.amazon.dynamodb.services.local.server.LocalDynamoDBRequestHandler;
import software.amazon.dynamodb.services.local.server.LocalDynamoDBServerHandler;
import software.amazon.dynamodb.services.local.shared.access.sqlite.SQLiteLibraryLoader;

/**
 * Runs DynamoDB Local's request handler on our own connector. DynamoDB Local's launcher listens on
 * all interfaces and configures telemetry; the bare handler does neither. Without a list of allowed
 * origins it also refuses scripts of web pages.
 */
final class DynamoDbServer implements AutoCloseable {
  /** Referenced, because java.util.logging forgets the level of an unreferenced logger. */
  private static final Logger SQLITE = Logger.getLogger("com.almworks.sqlite4java");

  /** More than the 16 MB of a batch of items. */
  private static final int MAX_REQUEST_BYTES = 32 * 1024 * 1024;

  private final RequestThreads threads = new RequestThreads("dynamodb-local");
  private final Server server;
  private final ServerConnector connector;
  private final LocalDynamoDBServerHandler handler;
  private final @Nullable TransactionFence fence;

  /**
   * @param folder of the tables; {@code null} for tables in memory, which no full disk can stop and
   *     no transaction has to wait for
   */
  private DynamoDbServer(LocalDynamoDBServerHandler handler, @Nullable Path folder) {
    this.handler = handler;
    this.server = new Server(threads.pool());
    this.connector = connector();
    Handler inTurn = new WritesInTurn(handler);
    this.fence =
        folder == null ? null : fenced(new FreeSpaceCheck(inTurn, folder.toFile()::getUsableSpace));
    server.setErrorHandler(new ErrorReplies(DynamoDbServer::refusal));
    server.setHandler(
        threads.handling(
            new LoopbackCheck(
                new BufferedBodyHandler(
                    fence == null ? inTurn : fence,
                    ServerOptions.limitedTo(MAX_REQUEST_BYTES),
                    DynamoDbServer::refusal))));
  }

  /** The fence reads over a connector of its own, so that clients cannot use up its connections. */
  private TransactionFence fenced(Handler handler) {
    ServerConnector reads = connector();
    return new TransactionFence(handler, () -> uri(reads));
  }

  private ServerConnector connector() {
    var added = new LoopbackConnector(server, Descriptors.connectionsPerServer());
    server.addConnector(added);
    return added;
  }

  static DynamoDbServer start(@Nullable Path folder) {
    SQLITE.setLevel(Level.WARNING);
    loadNativeLibrary();
    if (folder != null) {
      WriteAheadLog.enable(folder);
    }
    DynamoDbServer started = new DynamoDbServer(handler(folder), folder);
    try {
      started.server.start();
      return started;
    } catch (Exception e) {
      started.close();
      throw new LocalCloudException(
          "DynamoDB Local cannot listen on "
              + LoopbackServer.HOST
              + ": allow local connections and try again.",
          e);
    }
  }

  URI endpoint() {
    return uri(connector);
  }

  /**
   * Returns once everything read or acknowledged so far is durable; at once for tables in memory.
   *
   * @throws LocalCloudException when DynamoDB Local does not respond
   */
  void awaitDurable() {
    if (fence == null) {
      return;
    }
    try {
      fence.await();
    } catch (IOException e) {
      throw new LocalCloudException("DynamoDB Local does not respond: restart.", e);
    }
  }

  private static URI uri(ServerConnector connector) {
    return LoopbackServer.uri(connector.getLocalPort());
  }

  @Override
  public void close() {
    try {
      server.stop();
    } catch (Exception e) {
      throw new LocalCloudException("DynamoDB Local did not stop: kill the process.", e);
    } finally {
      threads.close();
      handler.close();
    }
  }

  /** The first request would load it too, but a failure would then be reported without a reason. */
  private static void loadNativeLibrary() {
    try {
      SQLiteLibraryLoader.initialize();
      NativeLibraryCopies.removeCopies(
          Path.of(System.getProperty("java.io.tmpdir")), Instant.now());
    } catch (Exception | LinkageError e) {
      throw new LocalCloudException(
          ("DynamoDB Local has no native library for this machine (%s on %s): it needs Linux "
                  + "with glibc, or macOS, on x86_64 or arm64.")
              .formatted(System.getProperty("os.name"), System.getProperty("os.arch")),
          e);
    }
  }

  private static LocalDynamoDBServerHandler handler(@Nullable Path folder) {
    boolean inMemory = folder == null;
    String path = folder == null ? null : folder.toString();
    boolean sharedDb = true;
    boolean delayTransientStatuses = false;
    int authorityLevel = 0;
    String allowedOrigins = null;
    return new LocalDynamoDBServerHandler(
        new LocalDynamoDBRequestHandler(
            authorityLevel, inMemory, path, sharedDb, delayTransientStatuses),
        allowedOrigins);
  }

  /** In the format that DynamoDB's clients expect. */
  private static HttpReply refusal(int status, String reason) {
    String type = status < 500 ? "SerializationException" : "InternalServerError";
    return HttpReply.json(
        status,
        "application/x-amz-json-1.0",
        Map.of("__type", "com.amazonaws.dynamodb.v20120810#" + type, "message", reason));
  }
}
