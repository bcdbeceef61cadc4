package dev.headwater.customers;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headwater.local.search.LocalOpenSearch;
import dev.headwater.service.functions.ProjectorFunction;
import dev.headwater.service.functions.ServiceRuntime;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SearchProjectorFunctionTest {
  private final LocalOpenSearch server = LocalOpenSearch.start(null);
  private final Map<String, String> environment = FunctionCalls.environment(server.endpoint());

  @BeforeEach
  void searching() {
    environment.put("PROJECTION", "customer-search");
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void makes_its_index_and_repairs_a_deleted_one_within_the_same_batch() throws Exception {
    try (var function = new ProjectorFunction(environment)) {
      assertThat(FunctionCalls.register(function, "ada")).isEqualTo(FunctionCalls.DONE);
      assertThat(found()).isEqualTo(1);
      delete("customers-a");
      assertThat(FunctionCalls.register(function, "bob")).isEqualTo(FunctionCalls.DONE);
      assertThat(found()).isEqualTo(1);
    }
  }

  private long found() {
    try (var runtime = ServiceRuntime.of(environment)) {
      return Objects.requireNonNull(runtime.index(Described.VIEW)).count(Map.of());
    }
  }

  private void delete(String index) throws IOException, InterruptedException {
    try (HttpClient http = HttpClient.newHttpClient()) {
      var request = HttpRequest.newBuilder(server.endpoint().resolve("/" + index)).DELETE();
      assertThat(http.send(request.build(), BodyHandlers.discarding()).statusCode()).isEqualTo(200);
    }
  }
}
