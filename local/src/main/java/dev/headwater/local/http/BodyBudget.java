package dev.headwater.local.http;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Request;

/**
 * Bounds the memory that one server's large request bodies take at once, from the first read until
 * the response is written. A request over the budget waits for a while and is then refused.
 */
record BodyBudget(Semaphore free) {
  /** Bodies up to this size are not counted. */
  static final int SMALL_BYTES = 64 * 1024;

  private static final String RESERVED = BodyBudget.class.getName();
  private static final int SHARE_OF_MEMORY = 8;
  private static final Duration MAX_WAIT = Duration.ofSeconds(10);

  /** Always large enough for one body of the maximum size. */
  static BodyBudget of(int maxBodyBytes) {
    long share = Runtime.getRuntime().maxMemory() / SHARE_OF_MEMORY;
    return new BodyBudget(new Semaphore(Math.clamp(share, maxBodyBytes, Integer.MAX_VALUE)));
  }

  /**
   * Reserves memory until the request is answered. A later reservation for the same request, as for
   * an unzipped body, is ignored.
   *
   * @throws RefusedException when the budget stays exhausted for too long
   */
  void reserve(int bytes, Request request) {
    if (request.getAttribute(RESERVED) != null) {
      return;
    }
    try {
      if (!free.tryAcquire(bytes, MAX_WAIT.toMillis(), TimeUnit.MILLISECONDS)) {
        throw new RefusedException(
            HttpStatus.SERVICE_UNAVAILABLE_503, "Too many large requests at once");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new RefusedException(HttpStatus.SERVICE_UNAVAILABLE_503, "The server is stopping");
    }
    request.setAttribute(RESERVED, bytes);
    Request.addCompletionListener(request, failure -> free.release(bytes));
  }
}
