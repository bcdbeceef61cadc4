package dev.headwater.customers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.headwater.service.functions.CheckFunction;
import dev.headwater.service.operations.DailyVerification;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What a service checks by itself, and that operations leave its heartbeats out. */
class CheckFunctionTest {
  private static final Duration TIMEOUT = Duration.ofMinutes(15);
  private static final Map<String, Object> HEARTBEAT = Map.of("check", "heartbeat");
  private static final Map<String, Object> ALL_VIEWS = Map.of("check", "views", "percent", 100);

  private final OperatedCustomers customers;
  private final CheckFunction checks;

  CheckFunctionTest() throws IOException {
    customers = new OperatedCustomers();
    checks = new CheckFunction(customers.environment());
  }

  @AfterEach
  void stop() {
    checks.close();
    customers.close();
  }

  @Test
  void a_heartbeat_is_one_small_item() throws IOException {
    assertThat(check(HEARTBEAT).path("beats").asInt()).isEqualTo(1);
    try (var restarted = new CheckFunction(customers.environment())) { // which has to load
      assertThat(FunctionCalls.call(restarted, HEARTBEAT, TIMEOUT)).isEqualTo("{\"beats\":2}");
    }

    List<Map<String, AttributeValue>> items =
        customers
            .dynamoDb
            .client()
            .query(
                query ->
                    query
                        .tableName(customers.template.name("EventsTable"))
                        .keyConditionExpression("PK = :stream")
                        .expressionAttributeValues(
                            Map.of(":stream", AttributeValue.fromS("HEARTBEAT#customers"))))
            .items();
    assertThat(items)
        .hasSize(2)
        .allSatisfy(item -> assertThat(item.toString().length()).isLessThan(1_000));
  }

  @Test
  void a_nightly_check_counts_the_views_that_differ_and_repairs_none() throws IOException {
    check(HEARTBEAT);
    customers.verify(true);
    assertThat(check(ALL_VIEWS).toString())
        .isEqualTo("{\"streams\":3,\"different\":0,\"complete\":true}");

    delete("bob");
    for (String time : List.of("found", "found again")) {
      assertThat(check(ALL_VIEWS).toString())
          .as(time)
          .isEqualTo("{\"streams\":3,\"different\":1,\"complete\":true}");
    }
  }

  @Test
  void a_percentage_is_a_share_of_the_streams() throws IOException {
    customers.verify(true);

    JsonNode share = check(Map.of("check", "views", "percent", 1));

    assertThat(share.path("streams").asInt()).isLessThan(3);
    assertThat(share.path("complete").asBoolean()).isTrue();
  }

  @Test
  void a_function_with_too_little_time_says_so() {
    assertThatExceptionOfType(DailyVerification.RefusedException.class)
        .isThrownBy(() -> FunctionCalls.call(checks, ALL_VIEWS, Duration.ofMinutes(1)))
        .withMessageMatching("The function's Timeout is too short: this needs \\d+ seconds more");
  }

  @Test
  void operations_leave_heartbeats_out() throws IOException {
    customers.verify(true);
    for (int beat = 0; beat < 3; beat++) {
      check(HEARTBEAT);
    }

    OperatedCustomers.Run verified = customers.run("verify", Map.of("repair", true, "lag", 0), 60);
    assertThat(verified.total("streams")).isEqualTo(3);
    assertThat(verified.total("different")).isZero();
    assertThat(customers.run("rebuild", Map.of("dryRun", false), 60).findings()).isEmpty();
    OperatedCustomers.Run claims = customers.run("claims", Map.of("repair", true), 60);
    assertThat(claims.findings()).isEmpty();
    OperatedCustomers.Run republished = customers.run("republish", Map.of("all", true), 60);
    assertThat(republished.total("events")).isEqualTo(6);
    OperatedCustomers.Run exported = customers.run("export", Map.of(), 60);
    assertThat(exported.total("commits")).isEqualTo(6);
    assertThat(exported.answers().toString()).doesNotContain("HEARTBEAT");
  }

  private JsonNode check(Map<String, ?> event) throws IOException {
    return JsonMapper.shared().readTree(FunctionCalls.call(checks, event, TIMEOUT));
  }

  private void delete(String id) {
    customers
        .dynamoDb
        .client()
        .deleteItem(
            delete ->
                delete
                    .tableName(customers.template.name("CustomersTable"))
                    .key(Map.of("customerId", AttributeValue.fromS(id))));
  }
}
