package dev.headwater.local.http;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.http.BadMessageException;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpMethod;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads a request, passes it to the service, and writes the reply. */
final class CallHandler extends Handler.Abstract {
  private static final Logger LOG = LoggerFactory.getLogger(CallHandler.class);

  private final ServerOptions options;
  private final BodyBudget budget;
  private final HttpService service;
  private int inFlight;
  private boolean stopping;

  CallHandler(ServerOptions options, HttpService service) {
    this.options = options;
    this.budget = BodyBudget.of(options.maxBodyBytes());
    this.service = service;
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) {
    request.addIdleTimeoutListener(whileAnswering -> false);
    if (!begins()) {
      callback.failed(new Request.Handler.AbortException("stopping"));
      return true;
    }
    Request.addCompletionListener(request, failure -> ends()); // once the reply is written
    answer(request, response, callback);
    return true;
  }

  private synchronized boolean begins() {
    if (!stopping) {
      inFlight++;
    }
    return !stopping;
  }

  private synchronized void ends() {
    inFlight--;
    notifyAll();
  }

  /** Drops new requests, and waits up to the given time for those in flight. */
  synchronized void awaitEnd(Duration wait) throws InterruptedException {
    stopping = true;
    long end = System.nanoTime() + wait.toNanos();
    for (long left = wait.toMillis();
        inFlight > 0 && left > 0;
        left = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime())) {
      wait(left);
    }
  }

  private void answer(Request request, Response response, Callback callback) {
    try {
      byte[] body = new RequestBody(request).read(options, budget);
      write(answer(new HttpCall(request, body)), request, response, callback);
    } catch (NoReplyException dropped) {
      callback.failed(new Request.Handler.AbortException(dropped.getMessage()));
    } catch (RefusedException refused) {
      new RequestBody(request).skip(response);
      write(service.refusal(refused.status(), refused.reason()), request, response, callback);
    } catch (BadMessageException malformed) {
      callback.failed(malformed); // ErrorReplies answers and closes: the rest is unreadable
    }
  }

  /** Logs only the class of a failure, because its message may quote the request. */
  private HttpReply answer(HttpCall call) {
    try {
      return service.answer(call);
    } catch (NoReplyException dropped) {
      throw dropped;
    } catch (RuntimeException | StackOverflowError | OutOfMemoryError failure) {
      LOG.error(
          "Request failed: {} at {}",
          failure.getClass().getName(),
          failure.getStackTrace().length == 0 ? "" : failure.getStackTrace()[0]);
      return service.refusal(500, "Internal Server Error");
    }
  }

  static void write(HttpReply reply, Request request, Response response, Callback callback) {
    response.setStatus(reply.status());
    reply
        .headers()
        .forEach((name, values) -> values.forEach(value -> response.getHeaders().add(name, value)));
    byte[] content = reply.content();
    if (HttpMethod.HEAD.is(request.getMethod()) && content.length > 0) {
      response.getHeaders().put(HttpHeader.CONTENT_LENGTH, content.length);
    }
    response.write(true, ByteBuffer.wrap(content), callback);
  }
}
