package dev.headwater.customers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import com.sun.net.httpserver.HttpServer;
import dev.headwater.service.functions.CommandFunction;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** How it starts, and ends, without anything of AWS. */
class CommandFunctionTest {
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final Map<String, String> environment =
      new HashMap<>(
          Map.of(
              "SERVICE_DEFINITION",
              Customers.class.getName(),
              "AWS_REGION",
              "us-east-1",
              "AWS_ACCESS_KEY_ID",
              "a",
              "AWS_SECRET_ACCESS_KEY",
              "b",
              "COMMAND_TABLE",
              "events",
              "UNIQUE_EMAIL",
              "true",
              "CLAIMS_TABLE",
              "claims"));

  @Test
  void needs_a_claims_table_while_emails_are_unique() {
    environment.remove("CLAIMS_TABLE");
    assertRefused(
        "The environment variable CLAIMS_TABLE is not set: template.yaml sets it"
            + " for this function");
  }

  @Test
  void needs_to_know_whether_emails_are_unique() {
    environment.put("UNIQUE_EMAIL", "yes");
    assertRefused("The environment variable UNIQUE_EMAIL must be true or false");
    environment.remove("UNIQUE_EMAIL");
    assertRefused(
        "The environment variable UNIQUE_EMAIL is not set: template.yaml sets it"
            + " for this function");
  }

  @Test
  void leaves_no_thread_behind_when_it_is_closed() throws InterruptedException {
    environment.put("UNIQUE_EMAIL", "false");
    environment.remove("CLAIMS_TABLE");
    environment.put("AWS_ENDPOINT_URL", "http://127.0.0.1:1"); // nothing listens there
    Set<Thread> before = threads();
    Set<Thread> started;
    try (CommandFunction _ = new CommandFunction(environment)) {
      started = threads();
      started.removeAll(before);
    }
    assertThat(started).isNotEmpty();
    assertEnd(started);
  }

  @Test
  void leaves_no_thread_behind_when_its_table_is_refused() throws Exception {
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
      environment.put("UNIQUE_EMAIL", "false");
      environment.put("AWS_ENDPOINT_URL", "http://127.0.0.1:" + dynamoDb.getAddress().getPort());
      assertThatIllegalStateException()
          .isThrownBy(() -> new CommandFunction(environment))
          .withMessageContaining("eventual consistency");
    } finally {
      dynamoDb.stop(0);
    }
    started.removeAll(before);
    assertThat(started).isNotEmpty();
    assertEnd(started);
  }

  private static void assertEnd(Set<Thread> threads) throws InterruptedException {
    for (Thread thread : threads) {
      assertThat(thread.join(PATIENCE)).as(thread.getName()).isTrue();
    }
  }

  /** Those of SDK clients, which measure the time of a call. */
  private static Set<Thread> threads() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().equals("AWS timeouts"))
        .collect(Collectors.toSet());
  }

  private void assertRefused(String message) {
    assertThatIllegalStateException()
        .isThrownBy(() -> new CommandFunction(environment))
        .withMessage(message);
  }
}
