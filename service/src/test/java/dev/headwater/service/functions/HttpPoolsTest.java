package dev.headwater.service.functions;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headwater.service.functions.HttpPools.Timeouts;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.http.SdkHttpClient;

class HttpPoolsTest {
  private static final Timeouts TIMEOUTS =
      new Timeouts(Duration.ofSeconds(1), Duration.ofSeconds(2));

  /** The pool names the client before it is built. */
  @Test
  void the_user_agent_names_the_client_that_is_used() {
    try (SdkHttpClient http = AwsHttpClient.builder(TIMEOUTS.connect(), TIMEOUTS.answer()).build();
        var pools = new HttpPools()) {
      assertThat(pools.with(TIMEOUTS).clientName()).isEqualTo(http.clientName());
    }
  }

  @Test
  void timeouts_share_a_client_until_its_connections_are_closed() {
    List<SdkHttpClient> built = new ArrayList<>();
    var pools =
        new HttpPools(
            (timeouts, http) -> {
              built.add(http);
              return http;
            });
    SdkHttpClient first = pools.with(TIMEOUTS);
    assertThat(pools.with(TIMEOUTS)).isSameAs(first);
    pools.closeConnections();
    assertThat(built).hasSize(2).doesNotHaveDuplicates();
    pools.close();
  }
}
