package dev.headwater.local.http;

import dev.headwater.local.ground.LoggedThreads;
import java.util.concurrent.ExecutorService;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.eclipse.jetty.util.thread.ThreadPool;

/**
 * The threads of a server: a virtual thread for each request, however slow the client, and a few
 * platform threads that accept and select.
 */
public final class RequestThreads implements AutoCloseable {
  private static final int PLATFORM_THREADS = 8;

  private final ExecutorService requests;
  private final QueuedThreadPool pool;

  public RequestThreads(String name) {
    requests = LoggedThreads.executor(name + "-");
    pool = new QueuedThreadPool(PLATFORM_THREADS, 1);
    pool.setName(name);
    pool.setDaemon(true);
    pool.setReservedThreads(0);
    pool.setVirtualThreadsExecutor(requests);
  }

  /** Passed to the server, which starts and stops it. */
  public ThreadPool pool() {
    return pool;
  }

  /**
   * Runs every request on a virtual thread. Jetty alone does not: after a slowly read response, it
   * handles the connection's next request on a platform thread.
   */
  public Handler handling(Handler handler) {
    return new OnVirtualThread(handler);
  }

  /** Interrupts requests that are still running. */
  @Override
  public void close() {
    requests.shutdownNow();
  }

  private final class OnVirtualThread extends Handler.Wrapper {
    OnVirtualThread(Handler handler) {
      super(handler);
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) throws Exception {
      if (Thread.currentThread().isVirtual()) {
        return super.handle(request, response, callback);
      }
      requests.execute(() -> handleHere(request, response, callback));
      return true;
    }

    private void handleHere(Request request, Response response, Callback callback) {
      try {
        if (!super.handle(request, response, callback)) {
          Response.writeError(request, response, callback, HttpStatus.NOT_FOUND_404);
        }
      } catch (Throwable failure) { // on its own threads Jetty would catch it
        Response.writeError(request, response, callback, failure);
      }
    }
  }
}
