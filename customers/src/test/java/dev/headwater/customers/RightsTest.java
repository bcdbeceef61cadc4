package dev.headwater.customers;

import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import dev.headwater.service.functions.CheckFunction;
import dev.headwater.service.functions.CommandFunction;
import dev.headwater.service.functions.ProjectorFunction;
import dev.headwater.service.functions.QueryFunction;
import dev.headwater.service.functions.RelayFunction;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * That each function has the rights which it uses, and no others. Nothing on a laptop looks at
 * them. {@link OperationsRightsTest} looks at the operations function.
 */
class RightsTest {
  private final RecordedServices services = new RecordedServices();

  @AfterEach
  void stop() {
    services.close();
  }

  @Test
  void every_function_has_a_role_of_its_own_that_a_test_looks_at() {
    Map<String, String> roles = FunctionRights.roles();

    assertThat(roles)
        .containsOnlyKeys(
            "CommandFunction",
            "RelayFunction",
            "ViewProjectorFunction",
            "SearchProjectorFunction",
            "QueryFunction",
            "OperationsFunction",
            "CheckFunction");
    assertThat(Set.copyOf(roles.values())).hasSameSizeAs(roles.keySet());
  }

  @Test
  void of_commands() throws IOException {
    try (var function = new CommandFunction(services.recorded())) {
      RecordedServices.registerAda(function);
      FunctionCalls.command(
          function, "UpdateEmail", Map.of("customerId", "ada", "newEmail", "countess@example.com"));
    }
    try (var another = new CommandFunction(services.recorded())) { // which has to load
      RecordedServices.suspendAda(another);
    }

    FunctionRights.assertRights("CommandFunction", services.used(), List.of());
  }

  @Test
  void of_the_relay() throws IOException {
    try (var function = new RelayFunction(services.recorded())) {
      assertThat(FunctionCalls.relay(function, "ada")).isEqualTo(FunctionCalls.DONE);
      services.refuseEvents();
      assertThat(FunctionCalls.relay(function, "bob")).isEqualTo(FunctionCalls.DONE); // parked
    }

    FunctionRights.assertRights("RelayFunction", services.used(), FunctionRights.ofStream());
  }

  @Test
  void of_the_view_projector() throws IOException {
    services.registerAndSuspend();
    try (var function = projector("customer-view", services.recorded())) {
      assertThat(FunctionCalls.suspend(function, "ada")).isEqualTo(FunctionCalls.DONE);
    }
    try (var function = projector("customer-view", withoutLog("CustomerView"))) {
      parkAndFail(function);
    }

    FunctionRights.assertRights(
        "ViewProjectorFunction", services.used(), FunctionRights.ofQueue("CustomerViewQueue"));
  }

  @Test
  void of_the_search_projector() throws IOException {
    services.registerAndSuspend();
    for (String reason : List.of("creates the index", "finds it")) {
      try (var function = projector("customer-search", services.recorded())) {
        assertThat(FunctionCalls.suspend(function, "ada")).as(reason).isEqualTo(FunctionCalls.DONE);
      }
    }
    try (var function = projector("customer-search", withoutLog("CustomerSearch"))) {
      parkAndFail(function);
    }

    FunctionRights.assertRights(
        "SearchProjectorFunction", services.used(), FunctionRights.ofQueue("CustomerSearchQueue"));
  }

  @Test
  void of_queries() throws IOException {
    try (var projector = projector("customer-search", services.unrecorded())) {
      assertThat(FunctionCalls.register(projector, "ada")).isEqualTo(FunctionCalls.DONE);
    }
    try (var function = new QueryFunction(services.recorded())) {
      assertThat(FunctionCalls.history(function, "ada")).contains("unknown-customer");
      assertThat(FunctionCalls.query(function, "GET /health", Map.of())).contains("UP");
      assertThat(FunctionCalls.query(function, "GET /customers", Map.of())).contains("items");
      assertThat(FunctionCalls.query(function, "GET /customers", Map.of("email", "ada*")))
          .contains("ada@example.com");
      assertThat(FunctionCalls.query(function, "GET /customers/count", Map.of())).contains("1");
    }

    FunctionRights.assertRights("QueryFunction", services.used(), List.of());
  }

  @Test
  void of_checks() throws IOException {
    try (var function = new CheckFunction(services.recorded())) {
      assertThat(check(function, Map.of("check", "views", "percent", 100)))
          .as("before there is an index")
          .isEqualTo("{\"streams\":0,\"different\":0,\"complete\":true}");
      assertThat(check(function, Map.of("check", "heartbeat"))).isEqualTo("{\"beats\":1}");
      services.registerAndSuspend();
      try (var projector = projector("customer-view", services.unrecorded())) {
        assertThat(FunctionCalls.suspend(projector, "ada")).isEqualTo(FunctionCalls.DONE);
      }
      try (var projector = projector("customer-search", services.unrecorded())) {
        assertThat(FunctionCalls.register(projector, "bob"))
            .as("an index")
            .isEqualTo(FunctionCalls.DONE);
      }
      assertThat(check(function, Map.of("check", "views", "percent", 100)))
          .as("the search document is missing")
          .isEqualTo("{\"streams\":1,\"different\":1,\"complete\":true}");
      try (var projector = projector("customer-search", services.unrecorded())) {
        assertThat(FunctionCalls.suspend(projector, "ada")).isEqualTo(FunctionCalls.DONE);
      }
      assertThat(check(function, Map.of("check", "views", "percent", 100)))
          .isEqualTo("{\"streams\":1,\"different\":0,\"complete\":true}");
    }

    FunctionRights.assertRights(
        "CheckFunction", services.used(), FunctionRights.ofQueue("HeartbeatQueue"));
  }

  private static String check(CheckFunction function, Map<String, ?> event) throws IOException {
    return FunctionCalls.call(function, event, Duration.ofMinutes(15));
  }

  private static ProjectorFunction projector(String projection, Map<String, String> environment) {
    return new ProjectorFunction(FunctionCalls.projecting(projection, environment));
  }

  /** One message goes to the dead-letter queue, and one has to come again. */
  private static void parkAndFail(RequestStreamHandler projector) throws IOException {
    assertThat(
            FunctionCalls.call(
                projector,
                Map.of(
                    "Records",
                    List.of(
                        Map.of("messageId", "m", "receiptHandle", "handle", "body", "no event")))))
        .isEqualTo(FunctionCalls.DONE);
    assertThat(FunctionCalls.suspend(projector, "bob")).contains("message-of-bob");
  }

  /** Of a projector that cannot read the log, and so uses its queues. */
  private Map<String, String> withoutLog(String projection) {
    Map<String, String> environment = services.recorded();
    environment.put("AWS_ENDPOINT_URL_DYNAMODB", services.dynamoDb().endpoint().toString());
    environment.put("COMMAND_TABLE", "no-such-table");
    environment.put("QUEUE_URL", services.sqs().url(projection + "Queue"));
    environment.put("DEAD_LETTER_QUEUE_URL", services.sqs().url(projection + "DeadLetters"));
    return environment;
  }
}
