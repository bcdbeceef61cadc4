package dev.headwater.service.functions;

import dev.headwater.host.RedactedException;
import dev.headwater.service.functions.ConnectionCounter.PoolEndpoint;
import dev.headwater.service.functions.internal.priming.PrimingHttpClient;
import dev.headwater.service.functions.internal.priming.PrimingHttpClient.Observed;
import dev.headwater.service.functions.internal.priming.SampleStore;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a function's first request needs: credentials, connections, and an existing search index.
 */
final class RestoredConnections {
  private static final Logger LOG = LoggerFactory.getLogger(RestoredConnections.class);

  private static final int MAX_PER_POOL = 8;
  private static final Duration UNTIL_CANCELLED = Duration.ofMillis(500);

  private final AwsClients clients;
  private final ConnectionCounter counted = new ConnectionCounter();

  RestoredConnections(AwsClients clients) {
    this.clients = clients;
  }

  /** HTTP clients for samples; this remembers which connections they need. */
  HttpPools forSamples(SampleStore store, Consumer<Observed> observer) {
    return new HttpPools(
        (timeouts, http) -> new PrimingHttpClient(counted.count(timeouts, http), store, observer));
  }

  /**
   * Fetches credentials, opens the connections, and checks that indices exist, in parallel and
   * within this time. What fails is left to the first request, which may succeed.
   *
   * @param indices whose checks open the connections that they need
   */
  void prepare(List<SelfCreatingIndex<?>> indices, Duration limit) {
    List<Callable<Boolean>> calls = new ArrayList<>();
    indices.forEach(index -> calls.add(() -> succeeds("check the index", index::create)));
    calls.add(() -> succeeds("fetch credentials", clients.credentials()::resolveCredentials));
    counted
        .needed()
        .forEach(
            (connection, number) -> {
              if (indices.isEmpty() || !connection.pool().equals(AwsClients.CHECKS)) {
                calls.addAll(
                    Collections.nCopies(Math.min(number, MAX_PER_POOL), connect(connection)));
              }
            });
    ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    try {
      List<Future<Boolean>> ended =
          threads.invokeAll(calls, limit.toMillis(), TimeUnit.MILLISECONDS);
      if (ended.stream().anyMatch(Future::isCancelled)) {
        LOG.info("Not everything was prepared after {} ms", limit.toMillis());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      end(threads);
    }
  }

  /** No cancelled call may still be under way when connections are dropped. */
  private static void end(ExecutorService threads) {
    threads.shutdownNow();
    try {
      if (!threads.awaitTermination(UNTIL_CANCELLED.toMillis(), TimeUnit.MILLISECONDS)) {
        LOG.warn("A cancelled call has not ended after {} ms", UNTIL_CANCELLED.toMillis());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private Callable<Boolean> connect(PoolEndpoint connection) {
    URI endpoint = connection.endpoint();
    return () ->
        succeeds(
            "connect to " + endpoint, () -> clients.pools().connect(connection.pool(), endpoint));
  }

  private interface Call {
    void run() throws IOException;
  }

  private static boolean succeeds(String purpose, Call call) {
    try {
      call.run();
      return true;
    } catch (IOException | RuntimeException e) {
      LOG.info("Could not {} yet: {}", purpose, RedactedException.of(e).getMessage());
      return false;
    }
  }

  /** Drops connections and credentials, which a snapshot would outlive. */
  void drop() {
    clients.pools().closeConnections();
    clients.credentials().drop();
  }
}
