package dev.headwater.service.functions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.headwater.service.functions.HttpPools.Timeouts;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;

class HttpPoolsTest {
  private static final Timeouts TIMEOUTS =
      new Timeouts(Duration.ofSeconds(1), Duration.ofSeconds(2));
  private static final HttpExecuteRequest GET =
      HttpExecuteRequest.builder()
          .request(
              SdkHttpRequest.builder()
                  .method(SdkHttpMethod.GET)
                  .uri(URI.create("https://service.example"))
                  .build())
          .build();

  /** The pool names the client before it is built. */
  @Test
  void the_user_agent_names_the_client_that_is_used() {
    try (SdkHttpClient http = AwsHttpClient.builder(TIMEOUTS.connect(), TIMEOUTS.answer()).build();
        var pools = new HttpPools()) {
      assertThat(pools.with(TIMEOUTS).clientName()).isEqualTo(http.clientName());
    }
  }

  @Test
  void closing_connections_replaces_the_client_of_a_pool() {
    List<RecordedClient> built = new ArrayList<>();
    try (var pools =
        over(
            () -> {
              var client = new RecordedClient(new AtomicInteger(), new AtomicInteger());
              built.add(client);
              return client;
            })) {
      SdkHttpClient pool = pools.with(TIMEOUTS);
      pool.prepareRequest(GET);
      assertThat(pools.with(TIMEOUTS)).isSameAs(pool);

      pools.closeConnections();
      pool.prepareRequest(GET);
    }
    assertThat(built)
        .hasSize(2)
        .allSatisfy(
            client -> {
              assertThat(client.prepared).hasValue(1);
              assertThat(client.closed).hasValue(1);
            });
  }

  @Test
  void a_client_that_cannot_be_built_fails_its_requests_alone() {
    try (var pools =
        over(
            () -> {
              throw new IllegalStateException("no certificates");
            })) {
      SdkHttpClient pool = pools.with(TIMEOUTS);

      assertThatThrownBy(() -> pool.prepareRequest(GET))
          .isInstanceOf(IllegalStateException.class)
          .hasMessage("no certificates");
    }
  }

  /** Apache 5 throws unchecked exceptions if that happens while it opens a connection. */
  @Test
  void an_aborted_request_fails_as_one_that_the_sdk_may_repeat() {
    try (var pools = over(() -> new RecordedClient(new AtomicInteger(), new AtomicInteger()))) {
      ExecutableHttpRequest request = pools.with(TIMEOUTS).prepareRequest(GET);
      assertThatThrownBy(request::call).isInstanceOf(UnsupportedOperationException.class);

      request.abort();
      assertThatThrownBy(request::call)
          .isInstanceOf(IOException.class)
          .hasMessage("The request was aborted");
    }
  }

  /** Pools of these clients instead of real ones. */
  private static HttpPools over(Supplier<SdkHttpClient> clients) {
    return new HttpPools(
        (timeouts, http) -> {
          http.close();
          return clients.get();
        });
  }

  private record RecordedClient(AtomicInteger prepared, AtomicInteger closed)
      implements SdkHttpClient {
    @Override
    public ExecutableHttpRequest prepareRequest(HttpExecuteRequest request) {
      prepared.incrementAndGet();
      return new ExecutableHttpRequest() {
        @Override
        public HttpExecuteResponse call() {
          throw new UnsupportedOperationException("not sent in this test");
        }

        @Override
        public void abort() {} // nothing is under way
      };
    }

    @Override
    public void close() {
      closed.incrementAndGet();
    }
  }
}
