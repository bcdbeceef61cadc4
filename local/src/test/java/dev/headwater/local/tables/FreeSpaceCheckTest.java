package dev.headwater.local.tables;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headwater.local.ground.CapturedLog;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.LocalConnector;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.util.Callback;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class FreeSpaceCheckTest {
  private final Server server = new Server();
  private final LocalConnector connector = new LocalConnector(server);
  private long usableBytes = FreeSpaceCheck.NEEDED_BYTES;

  @BeforeEach
  void start() throws Exception {
    server.addConnector(connector);
    server.setHandler(new FreeSpaceCheck(new Tables(), () -> usableBytes));
    server.start();
  }

  @AfterEach
  void stop() throws Exception {
    server.stop();
  }

  @Test
  void refuses_writes_while_the_disk_is_nearly_full() throws Exception {
    assertThat(send("TransactWriteItems")).contains("200 OK");

    usableBytes = FreeSpaceCheck.NEEDED_BYTES - 1;
    try (var log = new CapturedLog(FreeSpaceCheck.class)) {
      assertThat(send("TransactWriteItems"))
          .contains("500 ")
          .contains("The disk of the data folder is nearly full: free some space.");
      assertThat(send("PutItem")).contains("500 ");
      assertThat(log.lines())
          .singleElement()
          .asString()
          .contains("Tables refuse writes until 64 MB are free on the disk of the data folder");
    }

    usableBytes = FreeSpaceCheck.NEEDED_BYTES;
    assertThat(send("PutItem")).contains("200 OK");
  }

  @Test
  void reads_need_no_room() throws Exception {
    usableBytes = 0;

    assertThat(send("GetItem")).contains("200 OK");
  }

  private String send(String operation) throws Exception {
    return connector.getResponse(
        """
        POST / HTTP/1.1\r
        Host: localhost\r
        X-Amz-Target: DynamoDB_20120810.%s\r
        Connection: close\r
        Content-Length: 0\r
        \r
        """
            .formatted(operation));
  }

  private static final class Tables extends Handler.Abstract {
    @Override
    public boolean handle(Request request, Response response, Callback callback) {
      response.setStatus(HttpStatus.OK_200);
      Content.Sink.write(response, true, "{}", callback);
      return true;
    }
  }
}
