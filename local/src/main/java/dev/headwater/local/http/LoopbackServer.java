package dev.headwater.local.http;

import dev.headwater.local.ground.Descriptors;
import dev.headwater.local.ground.LocalCloudException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import java.util.Locale;
import org.eclipse.jetty.server.Server;

/**
 * An HTTP server that only this machine can reach, and no web page of another site. Each request
 * runs on its own virtual thread. A malformed request is answered, where HTTP allows it, and closes
 * its connection.
 */
public final class LoopbackServer implements AutoCloseable {
  public static final String HOST = "127.0.0.1";

  private static final byte[] ADDRESS = {127, 0, 0, 1};
  private static final Duration STOP_WAIT = Duration.ofSeconds(2);

  private final Server server;
  private final LoopbackConnector connector;
  private final CallHandler handler;
  private final RequestThreads threads;

  private LoopbackServer(
      Server server, LoopbackConnector connector, CallHandler handler, RequestThreads threads) {
    this.server = server;
    this.connector = connector;
    this.handler = handler;
    this.threads = threads;
  }

  /**
   * Starts a server.
   *
   * @throws LocalCloudException when the port is in use or the process may not listen
   */
  public static LoopbackServer start(ServerOptions options, HttpService service) {
    var threads = new RequestThreads("http");
    var server = new Server(threads.pool());
    var connector =
        new LoopbackConnector(server, options.port(), Descriptors.connectionsPerServer());
    server.addConnector(connector);
    server.setErrorHandler(new ErrorReplies(service::refusal));
    var handler = new CallHandler(options, service);
    server.setHandler(threads.handling(new LoopbackCheck(handler)));
    var started = new LoopbackServer(server, connector, handler, threads);
    try {
      server.start();
      return started;
    } catch (Exception e) {
      started.close();
      throw cannotListen(options.port(), e);
    }
  }

  /**
   * Checks that a port is free, before anything else starts.
   *
   * @param port 0 for any free port
   * @throws LocalCloudException when it is in use
   */
  public static void requireFree(int port) {
    try {
      new ServerSocket(port, 1, InetAddress.getByAddress(ADDRESS)).close();
    } catch (IOException e) {
      throw cannotListen(port, e);
    }
  }

  private static LocalCloudException cannotListen(int port, Exception cause) {
    return new LocalCloudException(
        port > 0 && cause instanceof IOException
            ? "Port "
                + port
                + " cannot be used, probably because another program listens on it:"
                + " stop that program or choose another port."
            : "Cannot listen on " + HOST + ": allow local connections and start again.",
        cause);
  }

  public int port() {
    return connector.getLocalPort();
  }

  public URI uri() {
    return uri(port());
  }

  /** The base URI of a port on this machine. */
  public static URI uri(int port) {
    return URI.create(String.format(Locale.ROOT, "http://%s:%d", HOST, port));
  }

  /** Accepts no more requests, and gives those in flight a moment to finish. */
  @Override
  public void close() {
    try {
      connector.close();
      handler.awaitEnd(STOP_WAIT);
      server.stop();
    } catch (Exception e) {
      throw new LocalCloudException("An HTTP server did not stop: kill the process.", e);
    } finally {
      threads.close();
    }
  }
}
