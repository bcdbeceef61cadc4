package dev.headwater.local.tables;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongSupplier;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Refuses writes while the disk is nearly full. DynamoDB Local acknowledges a transaction even if
 * SQLite then cannot commit it because the disk is full: it would be lost with the process.
 */
final class FreeSpaceCheck extends Handler.Wrapper {
  private static final Logger LOG = LoggerFactory.getLogger(FreeSpaceCheck.class);

  private static final int MEGABYTE = 1024 * 1024;

  /** Room for all writes that may run at once, each as large as a batch may be. */
  static final long NEEDED_BYTES = WritesInTurn.MAX_CONCURRENT * 16L * MEGABYTE;

  private final LongSupplier usableBytes;
  private final AtomicBoolean isFull = new AtomicBoolean();

  /**
   * @param usableBytes what is free on the disk that the tables are on
   */
  FreeSpaceCheck(Handler handler, LongSupplier usableBytes) {
    super(handler);
    this.usableBytes = usableBytes;
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) throws Exception {
    if (!WritesInTurn.isWrite(request) || hasRoom()) {
      return super.handle(request, response, callback);
    }
    Response.writeError(
        request,
        response,
        callback,
        HttpStatus.INTERNAL_SERVER_ERROR_500,
        "The disk of the data folder is nearly full: free some space.");
    return true;
  }

  /** Logs only that the disk has become full, not every refusal. */
  private boolean hasRoom() {
    boolean hasRoom = usableBytes.getAsLong() >= NEEDED_BYTES;
    boolean wasFull = isFull.getAndSet(!hasRoom);
    if (!hasRoom && !wasFull) {
      LOG.error(
          "Tables refuse writes until {} MB are free on the disk of the data folder: free some"
              + " space",
          NEEDED_BYTES / MEGABYTE);
    }
    return hasRoom;
  }
}
