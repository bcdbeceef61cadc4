package dev.headwater.local.tables;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/**
 * Admits writes to DynamoDB Local in the order in which they arrive, a few at a time. DynamoDB
 * Local runs one write after another, under a lock for which newcomers may barge past waiters:
 * without turns, the transactions of a few busy callers starve the many puts of a projector, and
 * views fall behind for as long as the load lasts. Reads pass.
 */
final class WritesInTurn extends Handler.Wrapper {
  private static final String OPERATION = "X-Amz-Target";
  private static final String API = "DynamoDB_20120810.";
  private static final Set<String> WRITES =
      Set.of(
          API + "PutItem",
          API + "UpdateItem",
          API + "DeleteItem",
          API + "BatchWriteItem",
          API + "TransactWriteItems");

  /** One is written while others are parsed and checked. */
  static final int AT_ONCE = 4;

  /** A client has given up by then. */
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final Semaphore turns = new Semaphore(AT_ONCE, true);

  WritesInTurn(Handler handler) {
    super(handler);
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) throws Exception {
    String operation = request.getHeaders().get(OPERATION);
    if (operation == null || !WRITES.contains(operation)) {
      return super.handle(request, response, callback);
    }
    if (!turns.tryAcquire(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
      Response.writeError(
          request,
          response,
          callback,
          HttpStatus.SERVICE_UNAVAILABLE_503,
          "Writes queue up: try again.");
      return true;
    }
    Turn turn = new Turn(request, response);
    try {
      return super.handle(request, turn, callback);
    } finally {
      turn.end();
    }
  }

  /** Writes that have arrived and wait for their turn. */
  int waiting() {
    return turns.getQueueLength();
  }

  /** Ends with the first byte of the answer, which may itself have to wait before it is sent. */
  private final class Turn extends Response.Wrapper {
    private final AtomicBoolean isOver = new AtomicBoolean();

    Turn(Request request, Response response) {
      super(request, response);
    }

    @Override
    public void write(boolean last, ByteBuffer content, Callback callback) {
      end();
      super.write(last, content, callback);
    }

    void end() {
      if (isOver.compareAndSet(false, true)) {
        turns.release();
      }
    }
  }
}
