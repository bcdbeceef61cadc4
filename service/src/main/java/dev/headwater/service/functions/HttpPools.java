package dev.headwater.service.functions;

import dev.headwater.host.RedactedException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.BiFunction;
import java.util.function.Supplier;
import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;

/**
 * The HTTP clients of a function, one for each pair of timeouts, and each with a pool of
 * connections. The first build of each runs on a thread of its own, because loading the trusted
 * certificates takes about as long as what the SDK prepares meanwhile. Close them after the clients
 * that use them.
 */
final class HttpPools implements AutoCloseable {
  private final BiFunction<Timeouts, SdkHttpClient, SdkHttpClient> wrapper;
  private final Map<Timeouts, Pool> pools = new LinkedHashMap<>();

  /** Clients that send requests unchanged. */
  HttpPools() {
    this((timeouts, http) -> http);
  }

  /**
   * @param wrapper makes of each client the one to use
   */
  HttpPools(BiFunction<Timeouts, SdkHttpClient, SdkHttpClient> wrapper) {
    this.wrapper = wrapper;
  }

  /**
   * @param connect for opening a connection, or waiting for a free one
   * @param answer how long the server may send nothing
   */
  record Timeouts(Duration connect, Duration answer) {}

  /** The same client each time. */
  synchronized SdkHttpClient with(Timeouts timeouts) {
    return pools.computeIfAbsent(
        timeouts,
        each ->
            new Pool(
                () ->
                    wrapper.apply(each, AwsHttpClient.builder(each.connect, each.answer).build())));
  }

  /**
   * Opens a connection, so that the next request finds it. What the server answers does not matter:
   * the request is not signed and asks for nothing.
   */
  void connect(Timeouts timeouts, URI endpoint) throws IOException {
    SdkHttpRequest request =
        SdkHttpRequest.builder().method(SdkHttpMethod.GET).uri(endpoint).build();
    var body =
        with(timeouts)
            .prepareRequest(HttpExecuteRequest.builder().request(request).build())
            .call()
            .responseBody();
    if (body.isPresent()) {
      try (InputStream rest = body.get()) {
        rest.transferTo(OutputStream.nullOutputStream());
      }
    }
  }

  /** Closes all connections; later requests open others. No request may be under way. */
  synchronized void closeConnections() {
    pools.values().forEach(Pool::renew);
  }

  @Override
  public synchronized void close() {
    pools.values().forEach(Pool::close);
  }

  /** A client that can be replaced by one without connections. */
  private static final class Pool implements SdkHttpClient {
    private final Supplier<SdkHttpClient> builder;
    private volatile CompletableFuture<SdkHttpClient> current;

    Pool(Supplier<SdkHttpClient> builder) {
      this.builder = builder;
      this.current =
          CompletableFuture.supplyAsync(
              builder, task -> Thread.ofPlatform().name("HTTP client").daemon().start(task));
    }

    void renew() {
      CompletableFuture<SdkHttpClient> old = current;
      current = CompletableFuture.completedFuture(builder.get());
      close(old);
    }

    /** Throws what building the client threw. */
    @Override
    public ExecutableHttpRequest prepareRequest(HttpExecuteRequest request) {
      try {
        return new AbortableRequest(current.join().prepareRequest(request));
      } catch (CompletionException e) {
        if (e.getCause() instanceof RuntimeException cause) {
          throw cause;
        }
        if (e.getCause() instanceof Error cause) {
          throw cause;
        }
        throw e;
      }
    }

    /** Known before the client is built, since the SDK asks for it early. */
    @Override
    public String clientName() {
      return AwsHttpClient.NAME;
    }

    @Override
    public void close() {
      close(current);
    }

    private static void close(CompletableFuture<SdkHttpClient> client) {
      boolean isBuilt = client.handle((built, failure) -> failure == null).join();
      if (isBuilt) {
        client.join().close();
      }
    }
  }

  /**
   * A request that fails with an {@link IOException} when it is aborted. If a timeout aborts it
   * just as its connection is opened, Apache 5 throws an {@link IllegalStateException} or a {@link
   * NullPointerException}, which the SDK neither retries nor wraps.
   */
  private static final class AbortableRequest implements ExecutableHttpRequest {
    private final ExecutableHttpRequest request;
    private volatile boolean isAborted;

    AbortableRequest(ExecutableHttpRequest request) {
      this.request = request;
    }

    @Override
    public HttpExecuteResponse call() throws IOException {
      try {
        return request.call();
      } catch (RuntimeException e) {
        if (isAborted) {
          throw new IOException("The request was aborted", RedactedException.of(e));
        }
        throw e;
      }
    }

    @Override
    public void abort() {
      isAborted = true;
      request.abort();
    }
  }
}
