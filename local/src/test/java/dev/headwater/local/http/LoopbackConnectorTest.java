package dev.headwater.local.http;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

import org.eclipse.jetty.server.Server;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class LoopbackConnectorTest {
    private static final int MAX_CONNECTIONS = 3;

    private final Server server = new Server();
    private final LoopbackConnector connector = new LoopbackConnector(server, null, 0,
            MAX_CONNECTIONS);

    @BeforeEach
    void start() throws Exception {
        server.addConnector(connector);
        server.setHandler(new CallHandler(ServerOptions.onFreePort(100),
                call -> HttpReply.of(200)));
        server.start();
    }

    @AfterEach
    void stop() throws Exception {
        server.stop();
    }

    @Test
    void connections_beyond_the_bound_wait_until_idle_ones_end() throws Exception {
        List<RawConnection> idle = new ArrayList<>();
        try {
            for (int i = 0; i < 4 * MAX_CONNECTIONS; i++) {
                idle.add(new RawConnection(connector.getLocalPort()));
            }
            try (RawConnection next = new RawConnection(connector.getLocalPort())
                    .head("GET / HTTP/1.1")) {
                assertThat(next.read().status()).isEqualTo(200);
                assertThat(connector.getConnectedEndPoints())
                        .hasSizeLessThanOrEqualTo(MAX_CONNECTIONS);
            }
        } finally {
            for (RawConnection connection : idle) {
                connection.close();
            }
        }
    }

    @Test
    void goes_on_and_says_so_once_when_no_file_descriptor_is_left() throws Exception {
        try (var warnings = new Warnings()) {
            for (int i = 0; i < 5; i++) {
                assertThat(connector.handleAcceptFailure(new IOException("Too many open files")))
                        .isTrue();
            }
            assertThat(warnings.lines()).singleElement().asString().contains("ulimit -n");
        }
        try (RawConnection connection = new RawConnection(connector.getLocalPort())) {
            assertThat(connection.head("GET / HTTP/1.1").read().status()).isEqualTo(200);
        }
    }
}
