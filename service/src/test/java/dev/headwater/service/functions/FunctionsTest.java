package dev.headwater.service.functions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import dev.headwater.service.accounts.Accounts;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How the functions start, and what they leave behind, without anything of AWS. */
class FunctionsTest {
  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final Map<String, Function<Map<String, String>, ServiceFunction>> FUNCTIONS =
      Map.of(
          "command", CommandFunction::new,
          "relay", RelayFunction::new,
          "projector", ProjectorFunction::new,
          "query", QueryFunction::new,
          "check", CheckFunction::new);

  private final Map<String, String> variables =
      new HashMap<>(
          Map.of(
              "SERVICE_DEFINITION", Accounts.class.getName(),
              "AWS_REGION", "us-east-1",
              "AWS_ACCESS_KEY_ID", "a",
              "AWS_SECRET_ACCESS_KEY", "b",
              "AWS_ENDPOINT_URL", "http://127.0.0.1:1", // nothing listens there
              "LIST_SHARDS", "1"));

  @ParameterizedTest
  @CsvSource({
    "command, SERVICE_DEFINITION AWS_REGION COMMAND_TABLE",
    "relay, AWS_REGION EVENT_BUS_NAME EVENT_SOURCE_NAME PARKED_COMMITS_QUEUE_URL",
    "projector, PROJECTION QUEUE_URL DEAD_LETTER_QUEUE_URL READ_MODEL_TABLE_ACCOUNT_VIEW"
        + " LIST_SHARDS COMMAND_TABLE",
    "query, READ_MODEL_TABLE_ACCOUNT_VIEW LIST_SHARDS",
    "check, COMMAND_TABLE AWS_REGION",
  })
  void each_needs_its_variables(String function, String required) throws InterruptedException {
    Set<Thread> before = threads();
    for (String missing : required.split(" ", -1)) {
      variables.put(missing, "PROJECTION".equals(missing) ? "account-view" : "1");
    }
    variables.put("SERVICE_DEFINITION", Accounts.class.getName());
    for (String missing : required.split(" ", -1)) {
      Map<String, String> without = new HashMap<>(variables);
      without.remove(missing);

      assertThatThrownBy(() -> start(function, without).close())
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("The environment variable " + missing + " is not set");
    }
    assertEnd(startedSince(before));
  }

  @Test
  void a_projector_needs_a_projection_that_there_is() throws InterruptedException {
    Set<Thread> before = threads();
    variables.put("QUEUE_URL", "http://127.0.0.1:1/queue");
    variables.put("DEAD_LETTER_QUEUE_URL", "http://127.0.0.1:1/parked");
    variables.put("PROJECTION", "account-views");

    assertThatThrownBy(() -> start("projector", variables).close())
        .isInstanceOf(IllegalStateException.class)
        .hasMessage(
            "The environment variable PROJECTION names no projection of the service; there are"
                + " [account-view, account-search]");
    assertEnd(startedSince(before));
  }

  @Test
  void a_search_projector_needs_an_endpoint() {
    variables.put("QUEUE_URL", "http://127.0.0.1:1/queue");
    variables.put("DEAD_LETTER_QUEUE_URL", "http://127.0.0.1:1/parked");
    variables.put("COMMAND_TABLE", "events");
    variables.put("PROJECTION", "account-search");

    assertThatThrownBy(() -> start("projector", variables).close())
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("SEARCH_ENDPOINT is not set");
    variables.put("SEARCH_ENDPOINT", "search.example.com");
    try (ServiceFunction started = start("projector", variables)) {
      assertThat(started).isNotNull();
    }
  }

  @Test
  void a_closed_function_leaves_no_thread_behind() throws InterruptedException {
    Set<Thread> before = threads();
    Set<Thread> started;
    variables.put("COMMAND_TABLE", "events");
    try (ServiceFunction command = start("command", variables)) {
      assertThat(command).isNotNull();
      started = startedSince(before);
    }
    assertThat(started).isNotEmpty();
    assertEnd(started);
  }

  @Test
  void a_function_whose_table_is_refused_leaves_no_thread_behind() throws Exception {
    byte[] replicated =
        "{\"Table\": {\"Replicas\": [{\"RegionName\": \"eu-west-1\"}]}}"
            .getBytes(StandardCharsets.UTF_8);
    Set<Thread> before = threads();
    Set<Thread> started = ConcurrentHashMap.newKeySet();
    HttpServer dynamoDb =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    dynamoDb.createContext(
        "/",
        exchange -> {
          started.addAll(threads());
          exchange.sendResponseHeaders(200, replicated.length);
          exchange.getResponseBody().write(replicated);
          exchange.close();
        });
    dynamoDb.start();
    try {
      variables.put("COMMAND_TABLE", "events");
      variables.put("AWS_ENDPOINT_URL", "http://127.0.0.1:" + dynamoDb.getAddress().getPort());

      assertThatThrownBy(() -> start("command", variables).close())
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("eventual consistency");
    } finally {
      dynamoDb.stop(0);
    }
    started.removeAll(before);
    assertThat(started).isNotEmpty();
    assertEnd(started);
  }

  private static ServiceFunction start(String function, Map<String, String> variables) {
    return Objects.requireNonNull(FUNCTIONS.get(function)).apply(variables);
  }

  private static void assertEnd(Set<Thread> threads) throws InterruptedException {
    for (Thread thread : threads) {
      thread.join(PATIENCE.toMillis());
      assertThat(thread.isAlive()).as(thread.getName()).isFalse();
    }
  }

  private static Set<Thread> startedSince(Set<Thread> before) {
    Set<Thread> started = threads();
    started.removeAll(before);
    return started;
  }

  /** Those of SDK clients, which measure the time of a call. */
  private static Set<Thread> threads() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().equals(AwsClients.TIMEOUT_THREAD))
        .collect(Collectors.toSet());
  }
}
