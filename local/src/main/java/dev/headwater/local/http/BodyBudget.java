package dev.headwater.local.http;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.server.Request;

/**
 * How much the large bodies of one server take of the memory at once, from when they are read until
 * they are answered. Those that find no room wait for a while.
 */
final class BodyBudget {
  /** A larger body needs room. */
  static final int SMALL_BYTES = 64 * 1024;

  private static final String TAKEN = BodyBudget.class.getName();
  private static final int HTTP_UNAVAILABLE = 503;
  private static final int SHARE_OF_MEMORY = 8;
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final Semaphore free;

  private BodyBudget(int bytes) {
    this.free = new Semaphore(bytes);
  }

  /** Has room for one body of the greatest size at least. */
  static BodyBudget of(int maxBodyBytes) {
    long share = Runtime.getRuntime().maxMemory() / SHARE_OF_MEMORY;
    return new BodyBudget(Math.clamp(share, maxBodyBytes, Integer.MAX_VALUE));
  }

  /**
   * Takes room until the request is answered, once for what was packed and is unpacked.
   *
   * @throws RefusedException when there is none for too long
   */
  void take(int bytes, Request request) {
    if (request.getAttribute(TAKEN) != null) {
      return;
    }
    try {
      if (!free.tryAcquire(bytes, PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
        throw new RefusedException(HTTP_UNAVAILABLE, "Too many large requests at once");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new RefusedException(HTTP_UNAVAILABLE, "The server stops");
    }
    request.setAttribute(TAKEN, bytes);
    Request.addCompletionListener(request, failure -> free.release(bytes));
  }
}
