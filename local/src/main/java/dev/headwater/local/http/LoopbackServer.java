package dev.headwater.local.http;

import dev.headwater.local.ground.Descriptors;
import dev.headwater.local.ground.LocalCloudException;
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

  static final String CANNOT_LISTEN =
      "Cannot listen on " + HOST + ": allow local connections and start again.";

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
   * Starts a server on any free port.
   *
   * @throws LocalCloudException when the process may not listen
   */
  public static LoopbackServer start(ServerOptions options, HttpService service) {
    return start(LoopbackPort.bind(0), options, service);
  }

  /**
   * Starts a server.
   *
   * @param port closed in the end, even if the server does not start
   * @throws LocalCloudException when the process may not listen
   */
  public static LoopbackServer start(
      LoopbackPort port, ServerOptions options, HttpService service) {
    var threads = new RequestThreads("http");
    var server = new Server(threads.pool());
    var connector = new LoopbackConnector(server, Descriptors.connectionsPerServer());
    server.addConnector(connector);
    server.setErrorHandler(new ErrorReplies(service::refusal));
    var handler = new CallHandler(options, service);
    server.setHandler(threads.handling(new LoopbackCheck(handler)));
    var started = new LoopbackServer(server, connector, handler, threads);
    try {
      connector.open(port.channel());
      server.start();
      return started;
    } catch (Exception e) {
      port.close();
      started.close();
      throw new LocalCloudException(CANNOT_LISTEN, e);
    }
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
