package dev.headwater.local.http;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.util.thread.Invocable;
import org.eclipse.jetty.util.thread.Invocable.InvocationType;

/**
 * Reads a request body as it arrives, until a deadline. Closing the stream leaves the request open,
 * so that the rest of the body can be drained.
 */
final class ArrivingBody extends InputStream {
  private final Content.Source source;
  private final long end;
  private Content.Chunk chunk = Content.Chunk.EMPTY;

  /**
   * @param timeout for the whole body
   */
  ArrivingBody(Content.Source source, Duration timeout) {
    this.source = source;
    this.end = System.nanoTime() + timeout.toNanos();
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  /**
   * @throws InterruptedIOException when the deadline has passed
   */
  @Override
  public int read(byte[] target, int offset, int length) throws IOException {
    Objects.checkFromIndexSize(offset, length, target.length);
    while (!chunk.hasRemaining() && !chunk.isLast()) {
      release();
      chunk = next();
    }
    int n = chunk.get(target, offset, length);
    return n == 0 && length > 0 ? -1 : n;
  }

  private Content.Chunk next() throws IOException {
    for (Content.Chunk read = source.read(); ; read = source.read()) {
      if (Content.Chunk.isFailure(read)) {
        throw new IOException("The body is malformed or ended too early");
      }
      if (read != null) {
        return read;
      }
      awaitMore();
    }
  }

  private void awaitMore() throws IOException {
    var more = new CountDownLatch(1);
    source.demand(Invocable.from(InvocationType.NON_BLOCKING, more::countDown));
    try {
      if (!more.await(end - System.nanoTime(), TimeUnit.NANOSECONDS)) {
        throw new InterruptedIOException("The body did not arrive in time");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("The server is stopping");
    }
  }

  @Override
  public void close() {
    release();
  }

  private void release() {
    chunk.release();
    chunk = Content.Chunk.EMPTY;
  }
}
