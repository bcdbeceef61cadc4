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
import tools.jackson.databind.json.JsonMapper;

/**
 * DynamoDB Local's request handler on a connector of ours. Its own launcher listens on all
 * interfaces and configures telemetry; the handler alone does neither. Without a list of origins it
 * also refuses scripts of web pages.
 */
final class DynamoDbServer implements AutoCloseable {
  /** Held, because java.util.logging forgets the level of a logger that nobody holds. */
  private static final Logger SQLITE = Logger.getLogger("com.almworks.sqlite4java");

  /** Above the 16 MB of a batch of items. */
  private static final int MAX_REQUEST_BYTES = 32 * 1024 * 1024;

  private final RequestThreads threads = new RequestThreads("dynamodb-local");
  private final Server server;
  private final ServerConnector connector;
  private final LocalDynamoDBServerHandler handler;
  private final @Nullable TransactionFence fence;

  /**
   * @param keeps whether anything outlives the process, so that it is worth waiting for
   */
  private DynamoDbServer(LocalDynamoDBServerHandler handler, boolean keeps) {
    this.handler = handler;
    this.server = new Server(threads.pool());
    this.connector = connector();
    Handler inTurn = new WritesInTurn(handler);
    this.fence = keeps ? fenced(inTurn) : null;
    server.setErrorHandler(new ErrorReplies(DynamoDbServer::refusal));
    server.setHandler(
        threads.handling(
            new LoopbackCheck(
                new BufferedBodyHandler(
                    fence == null ? inTurn : fence,
                    ServerOptions.onFreePort(MAX_REQUEST_BYTES),
                    DynamoDbServer::refusal))));
  }

  /** The reads that transactions wait for come on connections that no client can take. */
  private TransactionFence fenced(Handler handler) {
    ServerConnector reads = connector();
    return new TransactionFence(handler, () -> uri(reads));
  }

  private ServerConnector connector() {
    var added = new LoopbackConnector(server, 0, Descriptors.connectionsPerServer());
    server.addConnector(added);
    return added;
  }

  static DynamoDbServer start(@Nullable Path folder) {
    SQLITE.setLevel(Level.WARNING);
    loadNativeLibrary();
    if (folder != null) {
      WriteAheadLog.enable(folder);
    }
    DynamoDbServer started = new DynamoDbServer(handler(folder), folder != null);
    try {
      started.server.start();
      return started;
    } catch (Exception e) {
      started.close();
      throw new LocalCloudException(
          "DynamoDB Local cannot listen on "
              + LoopbackServer.HOST
              + ": allow local connections and start again.",
          e);
    }
  }

  URI endpoint() {
    return uri(connector);
  }

  /**
   * Returns when all that was read or answered before outlives the process, if anything does.
   *
   * @throws LocalCloudException when there is no answer
   */
  void awaitDurable() {
    if (fence == null) {
      return;
    }
    try {
      fence.await();
    } catch (IOException e) {
      throw new LocalCloudException("DynamoDB Local does not answer: start again.", e);
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
      throw new LocalCloudException("DynamoDB Local did not stop: end the process.", e);
    } finally {
      threads.close();
      handler.close();
    }
  }

  /** The first request would do it too, but answer without the reason when it fails. */
  private static void loadNativeLibrary() {
    try {
      SQLiteLibraryLoader.initialize();
      UnpackedLibrary.removeCopies(Path.of(System.getProperty("java.io.tmpdir")), Instant.now());
    } catch (Exception | LinkageError e) {
      throw new LocalCloudException(
          "DynamoDB Local has no native library for this machine ("
              + System.getProperty("os.name")
              + " on "
              + System.getProperty("os.arch")
              + "): it needs Linux with glibc, or macOS, on x86_64 or arm64.",
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

  /** As DynamoDB's clients read it. */
  private static HttpReply refusal(int status, String reason) {
    String type = status < 500 ? "SerializationException" : "InternalServerError";
    return HttpReply.of(
        status,
        "application/x-amz-json-1.0",
        JsonMapper.shared()
            .writeValueAsString(
                Map.of("__type", "com.amazonaws.dynamodb.v20120810#" + type, "message", reason)));
  }
}
