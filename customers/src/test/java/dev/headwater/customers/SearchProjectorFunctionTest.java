package dev.headwater.customers;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headwater.local.search.LocalOpenSearch;
import dev.headwater.service.Settings;
import dev.headwater.service.functions.AwsClients;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.opensearch.client.opensearch.OpenSearchClient;

class SearchProjectorFunctionTest {
  private final LocalOpenSearch server = LocalOpenSearch.start(null);
  private final Environment environment =
      new Environment(FunctionCalls.environment(server.endpoint()));

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void makes_its_index_and_makes_it_anew_when_somebody_deletes_it() throws Exception {
    var function = new SearchProjectorFunction(environment.variables(), Duration.ZERO);

    assertThat(FunctionCalls.register(function, "ada")).isEqualTo("{\"batchItemFailures\":[]}");
    assertThat(found()).isEqualTo(1);
    delete("customers-a");
    assertThat(FunctionCalls.register(function, "bob")).isEqualTo("{\"batchItemFailures\":[]}");
    assertThat(found()).isEqualTo(1);
  }

  @Test
  void repairs_a_deleted_index_within_the_same_batch() throws Exception {
    var function = new SearchProjectorFunction(environment.variables(), Duration.ofHours(1));

    FunctionCalls.register(function, "ada");
    delete("customers-a");
    assertThat(FunctionCalls.register(function, "bob")).isEqualTo("{\"batchItemFailures\":[]}");
    assertThat(found()).isEqualTo(1);
  }

  private long found() {
    OpenSearchClient client =
        Objects.requireNonNull(new AwsClients(new Settings(environment.variables())).openSearch());
    return new CustomerSearch(client).read().count(Map.of());
  }

  private void delete(String index) throws IOException, InterruptedException {
    try (HttpClient http = HttpClient.newHttpClient()) {
      var request = HttpRequest.newBuilder(server.endpoint().resolve("/" + index)).DELETE();
      assertThat(http.send(request.build(), BodyHandlers.discarding()).statusCode()).isEqualTo(200);
    }
  }
}
