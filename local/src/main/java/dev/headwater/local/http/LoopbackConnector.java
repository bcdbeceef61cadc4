package dev.headwater.local.http;

import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.eclipse.jetty.http.UriCompliance;
import org.eclipse.jetty.http.UriCompliance.Violation;
import org.eclipse.jetty.io.ManagedSelector;
import org.eclipse.jetty.io.SocketChannelEndPoint;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.NetworkConnectionLimit;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Accepts connections on the loopback interface, up to a limit. At the limit, new connections wait
 * and idle ones are closed early. When the process runs out of file descriptors, the connector
 * keeps trying and logs at most once a minute.
 *
 * <p>A request line with its headers may take 20 KB, twice what <a
 * href="https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-quotas.html">API
 * Gateway</a> accepts.
 */
public class LoopbackConnector extends ServerConnector {
  static final int MAX_HEADER_BYTES = 20 * 1024;

  private static final Logger LOG = LoggerFactory.getLogger(LoopbackConnector.class);
  private static final int MAX_RESPONSE_HEADER_BYTES = 64 * 1024;
  private static final Duration IDLE = Duration.ofMinutes(5);
  private static final Duration IDLE_WHEN_FULL = Duration.ofSeconds(2);
  private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(100);
  private static final long LOG_PAUSE_NANOS = TimeUnit.MINUTES.toNanos(1);

  private boolean failed;
  private long failureLogged;

  @SuppressWarnings("this-escape") // our subclasses do not override these setters
  public LoopbackConnector(Server server, int maxConnections) {
    super(server, null, null, null, 1, 1, new HttpConnectionFactory(configuration()));
    var limit = new NetworkConnectionLimit(maxConnections, this);
    limit.setEndPointIdleTimeout(IDLE_WHEN_FULL.toMillis());
    addBean(limit);
    setHost(LoopbackServer.HOST);
    setIdleTimeout(IDLE.toMillis());
  }

  private static HttpConfiguration configuration() {
    var configuration = new HttpConfiguration();
    configuration.setSendServerVersion(false);
    configuration.setRequestHeaderSize(MAX_HEADER_BYTES);
    configuration.setResponseHeaderSize(MAX_RESPONSE_HEADER_BYTES);
    configuration.setUriCompliance(
        UriCompliance.DEFAULT.with(
            "loopback",
            Violation.AMBIGUOUS_PATH_SEGMENT,
            Violation.AMBIGUOUS_EMPTY_SEGMENT,
            Violation.AMBIGUOUS_PATH_SEPARATOR,
            Violation.AMBIGUOUS_PATH_PARAMETER,
            Violation.AMBIGUOUS_PATH_ENCODING,
            Violation.SUSPICIOUS_PATH_CHARACTERS));
    return configuration;
  }

  @Override
  protected SocketChannelEndPoint newEndPoint(
      SocketChannel channel, ManagedSelector selector, SelectionKey key) {
    var endPoint = new FramedEndPoint(channel, selector, key, getScheduler());
    // at the limit, Jetty shortens the timeouts of earlier connections only
    endPoint.setIdleTimeout(isAccepting() ? getIdleTimeout() : IDLE_WHEN_FULL.toMillis());
    return endPoint;
  }

  /** Fails if the connector is closed; Jetty would silently return. */
  @Override
  public void accept(int acceptor) throws IOException {
    if (!isOpen()) {
      throw new ClosedChannelException();
    }
    super.accept(acceptor);
  }

  /** Called by the single acceptor thread. */
  @Override
  protected boolean handleAcceptFailure(Throwable failure) {
    if (!isRunning() || failure instanceof ClosedChannelException) {
      return false;
    }
    long now = System.nanoTime();
    if (!failed || now - failureLogged > LOG_PAUSE_NANOS) {
      failed = true;
      failureLogged = now;
      LOG.error(
          "Cannot accept connections on port {} for now; the process probably has too many open"
              + " files: raise its limit (ulimit -n)",
          getLocalPort());
    }
    LockSupport.parkNanos(PAUSE_NANOS);
    return true;
  }
}
