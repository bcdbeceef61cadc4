package dev.headwater.local.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.Server;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LoopbackConnectorTest {
  private static final int MAX_CONNECTIONS = 3;

  private final Server server = new Server();
  private final LoopbackConnector connector = new LoopbackConnector(server, MAX_CONNECTIONS);

  @BeforeEach
  void start() throws Exception {
    server.addConnector(connector);
    server.setHandler(new CallHandler(ServerOptions.limitedTo(100), call -> HttpReply.of(200)));
    server.start();
  }

  @AfterEach
  void stop() throws Exception {
    server.stop();
  }

  @Test
  void connections_beyond_the_limit_wait_until_idle_ones_close() throws Exception {
    List<RawConnection> idle = new ArrayList<>();
    try {
      for (int i = 0; i < 4 * MAX_CONNECTIONS; i++) {
        idle.add(new RawConnection(connector.getLocalPort()));
      }
      try (RawConnection next =
          new RawConnection(connector.getLocalPort()).head("GET / HTTP/1.1")) {
        assertThat(next.read().status()).isEqualTo(200);
        assertThat(connector.getConnectedEndPoints()).hasSizeLessThanOrEqualTo(MAX_CONNECTIONS);
      }
    } finally {
      for (RawConnection connection : idle) {
        connection.close();
      }
    }
  }

  @Test
  void idle_connections_may_stay_once_there_is_room() throws Exception {
    List<RawConnection> open = new ArrayList<>();
    try {
      for (int i = 0; i < MAX_CONNECTIONS + 1; i++) {
        open.add(new RawConnection(connector.getLocalPort()));
      }
      assertThat(open.getLast().head("GET / HTTP/1.1").read().status()).isEqualTo(200);
      assertThat(connector.getConnectedEndPoints())
          .allMatch(each -> each.getIdleTimeout() == connector.getIdleTimeout());
    } finally {
      for (RawConnection connection : open) {
        connection.close();
      }
    }
  }

  @Test
  void a_closed_connector_accepts_no_waiting_connection() throws Exception {
    connector.close();
    assertThatExceptionOfType(ClosedChannelException.class).isThrownBy(() -> connector.accept(0));
  }

  @Test
  void keeps_accepting_and_logs_once_when_file_descriptors_run_out() throws Exception {
    server.stop();
    var failing = new FailingConnector(server, 5);
    server.setConnectors(new Connector[] {failing});
    try (var warnings = new Warnings()) {
      server.start();
      try (RawConnection connection = new RawConnection(failing.getLocalPort())) {
        assertThat(connection.head("GET / HTTP/1.1").read().status()).isEqualTo(200);
      }
      assertThat(failing.failures.get()).isZero();
      assertThat(warnings.lines()).singleElement().asString().contains("ulimit -n");
    }
  }

  /** Runs out of file descriptors for the first connections. */
  private static final class FailingConnector extends LoopbackConnector {
    private final AtomicInteger failures;

    FailingConnector(Server server, int failures) {
      super(server, MAX_CONNECTIONS);
      this.failures = new AtomicInteger(failures);
    }

    @Override
    public void accept(int acceptor) throws IOException {
      if (failures.get() > 0) {
        failures.decrementAndGet();
        throw new IOException("Too many open files");
      }
      super.accept(acceptor);
    }
  }
}
