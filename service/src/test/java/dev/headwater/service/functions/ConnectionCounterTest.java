package dev.headwater.service.functions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.headwater.service.functions.ConnectionCounter.PoolEndpoint;
import dev.headwater.service.functions.HttpPools.Timeouts;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.SdkHttpResponse;

class ConnectionCounterTest {
  private static final Timeouts POOL = new Timeouts(Duration.ofSeconds(1), Duration.ofSeconds(2));
  private static final URI ENDPOINT = URI.create("https://service.example:443/");

  private final ConnectionCounter connections = new ConnectionCounter();

  @Test
  void requests_at_the_same_time_need_a_connection_each() throws Exception {
    var all = new CyclicBarrier(3);
    SdkHttpClient client =
        connections.count(POOL, answering(() -> all.await(10, TimeUnit.SECONDS)));

    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      Callable<HttpExecuteResponse> call = () -> client.prepareRequest(get()).call();
      for (Future<HttpExecuteResponse> answer : threads.invokeAll(List.of(call, call, call))) {
        assertThat(answer.get().httpResponse().isSuccessful()).isTrue();
      }
    }
    assertThat(connections.needed()).isEqualTo(Map.of(new PoolEndpoint(POOL, ENDPOINT), 3));
  }

  @Test
  void requests_one_after_another_share_a_connection() throws IOException {
    SdkHttpClient client = connections.count(POOL, answering(() -> 0));

    client.prepareRequest(get()).call();
    client.prepareRequest(get()).call();

    assertThat(connections.needed()).isEqualTo(Map.of(new PoolEndpoint(POOL, ENDPOINT), 1));
  }

  @Test
  void a_request_that_failed_is_no_longer_under_way() {
    SdkHttpClient client =
        connections.count(
            POOL,
            answering(
                () -> {
                  throw new IOException("reset");
                }));
    for (int request = 0; request < 2; request++) {
      assertThatThrownBy(() -> client.prepareRequest(get()).call())
          .isInstanceOf(IllegalStateException.class);
    }

    assertThat(connections.needed()).isEqualTo(Map.of(new PoolEndpoint(POOL, ENDPOINT), 1));
  }

  @Test
  void a_request_that_was_only_prepared_needs_a_connection() {
    connections.count(POOL, answering(() -> 0)).prepareRequest(get()).abort();

    assertThat(connections.needed()).isEqualTo(Map.of(new PoolEndpoint(POOL, ENDPOINT), 1));
  }

  private static HttpExecuteRequest get() {
    return HttpExecuteRequest.builder()
        .request(SdkHttpRequest.builder().method(SdkHttpMethod.GET).uri(ENDPOINT).build())
        .build();
  }

  /** A client whose answers wait. */
  private static SdkHttpClient answering(Callable<Integer> wait) {
    return new SdkHttpClient() {
      @Override
      public ExecutableHttpRequest prepareRequest(HttpExecuteRequest request) {
        return new ExecutableHttpRequest() {
          @Override
          public HttpExecuteResponse call() {
            try {
              wait.call();
            } catch (Exception e) {
              throw new IllegalStateException(e);
            }
            return HttpExecuteResponse.builder()
                .response(SdkHttpResponse.builder().statusCode(200).build())
                .build();
          }

          @Override
          public void abort() {} // nothing is under way
        };
      }

      @Override
      public void close() {} // nothing is open
    };
  }
}
