package dev.headwater.service.functions;

import dev.headwater.service.functions.HttpPools.Timeouts;
import java.io.IOException;
import java.net.URI;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.SdkHttpRequest;

/**
 * Counts the connections that clients need: the most requests under way at once. A request that is
 * prepared but not sent, such as a write while priming, counts as one. Thread-safe.
 */
final class ConnectionCounter {
  private final Map<PoolEndpoint, Integer> underWay = new ConcurrentHashMap<>();
  private final Map<PoolEndpoint, Integer> most = new ConcurrentHashMap<>();

  /**
   * Connections of a pool.
   *
   * @param pool the pool with these timeouts
   * @param endpoint scheme, host and port
   */
  record PoolEndpoint(Timeouts pool, URI endpoint) {}

  /** The number by pool and endpoint, at least one. */
  Map<PoolEndpoint, Integer> needed() {
    return Map.copyOf(most);
  }

  /** A client whose requests are counted. */
  SdkHttpClient count(Timeouts pool, SdkHttpClient client) {
    return new Counted(pool, client);
  }

  private final class Counted implements SdkHttpClient {
    private final Timeouts pool;
    private final SdkHttpClient client;

    Counted(Timeouts pool, SdkHttpClient client) {
      this.pool = pool;
      this.client = client;
    }

    @Override
    public ExecutableHttpRequest prepareRequest(HttpExecuteRequest request) {
      PoolEndpoint connection = new PoolEndpoint(pool, endpoint(request.httpRequest()));
      most.merge(connection, 1, Math::max);
      return new CountedRequest(connection, client.prepareRequest(request));
    }

    @Override
    public String clientName() {
      return client.clientName();
    }

    @Override
    public void close() {
      client.close();
    }
  }

  private static URI endpoint(SdkHttpRequest request) {
    return URI.create(request.protocol() + "://" + request.host() + ':' + request.port() + '/');
  }

  private final class CountedRequest implements ExecutableHttpRequest {
    private final PoolEndpoint connection;
    private final ExecutableHttpRequest request;

    CountedRequest(PoolEndpoint connection, ExecutableHttpRequest request) {
      this.connection = connection;
      this.request = request;
    }

    @Override
    public HttpExecuteResponse call() throws IOException {
      most.merge(connection, underWay.merge(connection, 1, Integer::sum), Math::max);
      try {
        return request.call();
      } finally {
        underWay.merge(connection, -1, Integer::sum);
      }
    }

    @Override
    public void abort() {
      request.abort();
    }
  }
}
