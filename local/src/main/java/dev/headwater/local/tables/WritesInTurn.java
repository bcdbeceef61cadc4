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
 * Admits writes to DynamoDB Local in order of arrival, a few at a time. DynamoDB Local serializes
 * writes with an unfair lock: without this queue, the transactions of a few busy callers starve the
 * many puts of a projector, and views lag for as long as the load lasts. Reads are not queued.
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

  /** While one write runs, others can be parsed and checked. */
  static final int MAX_CONCURRENT = 4;

  /** By then, clients have timed out. */
  private static final Duration MAX_WAIT = Duration.ofSeconds(30);

  private final Semaphore turns = new Semaphore(MAX_CONCURRENT, true);

  WritesInTurn(Handler handler) {
    super(handler);
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) throws Exception {
    if (!isWrite(request)) {
      return super.handle(request, response, callback);
    }
    if (!turns.tryAcquire(MAX_WAIT.toSeconds(), TimeUnit.SECONDS)) {
      Response.writeError(
          request,
          response,
          callback,
          HttpStatus.SERVICE_UNAVAILABLE_503,
          "Too many writes are queued: try again.");
      return true;
    }
    Turn turn = new Turn(request, response);
    try {
      return super.handle(request, turn, callback);
    } finally {
      turn.end();
    }
  }

  static boolean isWrite(Request request) {
    String operation = request.getHeaders().get(OPERATION);
    return operation != null && WRITES.contains(operation);
  }

  /** The number of writes that are waiting. */
  int waiting() {
    return turns.getQueueLength();
  }

  /** Ends with the first byte of the response, which may itself be delayed before it is sent. */
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
