package dev.headwater.local.tables;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.LocalConnector;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.util.Callback;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class WritesInTurnTest {
  private final Tables tables = new Tables();
  private final WritesInTurn inTurn = new WritesInTurn(tables);
  private final Server server = new Server();
  private final LocalConnector connector = new LocalConnector(server);
  private final BlockingQueue<String> answers = new LinkedBlockingQueue<>();

  @BeforeEach
  void start() throws Exception {
    server.addConnector(connector);
    server.setHandler(inTurn);
    server.start();
  }

  @AfterEach
  void stop() throws Exception {
    tables.mayEnd.release(1_000);
    server.stop();
  }

  @Test
  void admits_waiting_writes_in_order_of_arrival() throws Exception {
    occupyAll();
    List<String> late = List.of("late-0", "late-1", "late-2", "late-3", "late-4");
    late.forEach(this::writeAndAwaitWaiting);

    for (String next : late) {
      tables.mayEnd.release();
      assertThat(tables.nextEntered()).isEqualTo(next);
    }
  }

  @Test
  void runs_no_more_writes_at_once_than_allowed() throws Exception {
    occupyAll();
    writeAndAwaitWaiting("late");

    assertThat(tables.entered).isEmpty();
    assertThat(inTurn.waiting()).isEqualTo(1);
  }

  @Test
  void does_not_queue_reads() throws Exception {
    occupyAll();

    send("GetItem", "read");

    assertThat(tables.nextEntered()).isEqualTo("read");
  }

  /** The response to a transaction waits until the transaction is durable. */
  @Test
  void a_delayed_response_frees_its_turn() throws Exception {
    tables.waitsInAnswer = true;
    occupyAll();

    write("late");

    assertThat(tables.nextEntered()).isEqualTo("late");
  }

  @Test
  void a_failed_write_frees_its_turn() throws Exception {
    tables.fails = true;
    for (int i = 0; i < 3 * WritesInTurn.MAX_CONCURRENT; i++) {
      write("failing");
      assertThat(tables.nextEntered()).isEqualTo("failing");
      assertThat(nextAnswer()).contains("500");
    }
  }

  private void occupyAll() throws InterruptedException {
    List<String> early =
        IntStream.range(0, WritesInTurn.MAX_CONCURRENT)
            .mapToObj(number -> "early-" + number)
            .toList();
    early.forEach(this::write);
    List<String> entered = new CopyOnWriteArrayList<>();
    for (int i = 0; i < early.size(); i++) {
      entered.add(tables.nextEntered());
    }
    assertThat(entered).containsExactlyInAnyOrderElementsOf(early);
  }

  private void writeAndAwaitWaiting(String name) {
    int before = inTurn.waiting();
    write(name);
    await().until(() -> inTurn.waiting() == before + 1);
  }

  private void write(String name) {
    send("PutItem", name);
  }

  private void send(String operation, String name) {
    Thread.startVirtualThread(
        () -> {
          try {
            answers.add(
                connector.getResponse(
                    """
                    POST /%s HTTP/1.1\r
                    Host: localhost\r
                    X-Amz-Target: DynamoDB_20120810.%s\r
                    Connection: close\r
                    Content-Length: 0\r
                    \r
                    """
                        .formatted(name, operation)));
          } catch (Exception e) {
            answers.add(e.toString());
          }
        });
  }

  private String nextAnswer() throws InterruptedException {
    return String.valueOf(answers.poll(10, TimeUnit.SECONDS));
  }

  /** Reports the requests that it gets, and holds them until released. */
  private static final class Tables extends Handler.Abstract {
    private final BlockingQueue<String> entered = new LinkedBlockingQueue<>();
    private final Semaphore mayEnd = new Semaphore(0);
    private volatile boolean waitsInAnswer;
    private volatile boolean fails;

    String nextEntered() throws InterruptedException {
      return String.valueOf(entered.poll(10, TimeUnit.SECONDS));
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) throws Exception {
      entered.add(Request.getPathInContext(request).substring(1));
      if (fails) {
        throw new IllegalStateException("no disk");
      }
      if (waitsInAnswer) {
        response.write(false, null, Callback.NOOP);
      }
      mayEnd.acquire();
      callback.succeeded();
      return true;
    }
  }
}
