package dev.headwater.service.functions;

import dev.headwater.host.RedactedException;
import dev.headwater.service.functions.HttpPools.Timeouts;
import dev.headwater.service.functions.internal.priming.PrimingHttpClient;
import dev.headwater.service.functions.internal.priming.PrimingHttpClient.Observed;
import dev.headwater.service.functions.internal.priming.SampleStore;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What a function's first request needs of the network: credentials, and connections. */
final class RestoredConnections {
  private static final Logger LOG = LoggerFactory.getLogger(RestoredConnections.class);

  private final AwsClients clients;
  private final Set<Needed> needed = ConcurrentHashMap.newKeySet();

  RestoredConnections(AwsClients clients) {
    this.clients = clients;
  }

  /** A connection, from the pool with these timeouts. */
  private record Needed(Timeouts pool, URI endpoint) {}

  /** HTTP clients for samples; this remembers which connections they need. */
  HttpPools forSamples(Consumer<Observed> observer) {
    var store = new SampleStore();
    return new HttpPools(
        (timeouts, http) ->
            new PrimingHttpClient(
                http,
                store,
                observer.andThen(request -> needed.add(new Needed(timeouts, request.endpoint())))));
  }

  /**
   * Fetches credentials and opens the connections, all at once and within this time. What fails is
   * left to the first request, which may succeed.
   */
  void open(Duration limit) {
    List<Callable<Boolean>> calls = new ArrayList<>();
    calls.add(() -> succeeds("fetch credentials", clients.credentials()::resolveCredentials));
    for (Needed each : needed) {
      calls.add(
          () ->
              succeeds(
                  "connect to " + each.endpoint,
                  () -> clients.pools().connect(each.pool, each.endpoint)));
    }
    ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    try {
      List<Future<Boolean>> ended =
          threads.invokeAll(calls, limit.toMillis(), TimeUnit.MILLISECONDS);
      if (ended.stream().anyMatch(Future::isCancelled)) {
        LOG.info("Not all connections were open after {} ms", limit.toMillis());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      threads.shutdownNow();
    }
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
