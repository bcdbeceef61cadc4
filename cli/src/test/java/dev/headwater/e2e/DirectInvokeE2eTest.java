package dev.headwater.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

@ExtendWith(SharedService.class)
class DirectInvokeE2eTest {
  private static final Duration SOON = Duration.ofSeconds(30);

  private final CustomerApi api;

  DirectInvokeE2eTest(CustomerApi api) {
    this.api = api;
  }

  @Test
  void commands_answer_success_customer_and_version() {
    String id = CustomerApi.newId();
    assertDone(register(id), id, 1);
    assertDone(
        command(
            "UpdateEmail",
            """
            {"customerId": "%1$s", "newEmail": "%1$s.new@example.com", "expectedVersion": 1}\
            """
                .formatted(id)),
        id,
        2);
    assertDone(
        command(
            "SuspendCustomer",
            """
            {"customerId": "%s", "reason": "unpaid"}\
            """
                .formatted(id)),
        id,
        3);
    assertDone(
        command(
            "ReactivateCustomer",
            """
            {"customerId": "%s"}\
            """
                .formatted(id)),
        id,
        4);
  }

  @Test
  void a_repeated_command_id_adds_nothing() {
    String id = CustomerApi.newId();
    String event =
        """
        {"commandType": "RegisterCustomer", "commandId": "once", "payload":
          {"customerId": "%1$s", "email": "%1$s@example.com", "name": "Ada"}}\
        """
            .formatted(id);
    assertDone(api.invoke("CommandFunction", event), id, 1);
    assertDone(api.invoke("CommandFunction", event), id, 1);
    assertThat(api.get("/customers/" + id + "/events").json().path("items")).hasSize(1);
  }

  @Test
  void commands_that_fail_answer_as_over_http() {
    String id = api.registered();
    assertFailed(register(id), 409, "already-registered");
    assertFailed(
        command(
            "UpdateEmail",
            """
            {"customerId": "%1$s", "newEmail": "%1$s.new@example.com", "expectedVersion": 7}\
            """
                .formatted(id)),
        412,
        "stale-version");
    assertFailed(
        command(
            "ReactivateCustomer",
            """
            {"customerId": "%s"}\
            """
                .formatted(CustomerApi.newId())),
        404,
        "unknown-customer");
    JsonNode invalid =
        command(
            "RegisterCustomer",
            """
            {"customerId": "", "email": "nowhere", "name": 7}\
            """);
    assertFailed(invalid, 400, "invalid-fields");
    assertThat(body(invalid).path("errors").propertyNames())
        .containsExactlyInAnyOrder("customerId", "email", "name");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "[]",
        "7",
        "null",
        "{\"commandType\": \"RegisterCustomer\"}",
        "{\"commandType\": \"DeleteCustomer\", \"payload\": {}}"
      })
  void refuses_what_is_no_command(String event) {
    assertThat(api.invoke("CommandFunction", event).path("statusCode").asInt()).isEqualTo(400);
  }

  @Test
  void finds_a_customer() {
    String id = api.registered();
    String query =
        """
        {"queryType": "GetCustomerById", "customerId": "%s"}\
        """;
    JsonNode found =
        await()
            .atMost(SOON)
            .until(
                () -> api.invoke("QueryFunction", query.formatted(id)),
                answer -> answer.path("statusCode").asInt() == 200);
    assertThat(body(found)).isEqualTo(api.get("/customers/" + id).json());
    assertFailed(
        api.invoke("QueryFunction", query.formatted(CustomerApi.newId())), 404, "unknown-customer");
  }

  @Test
  void lists_active_customers_by_pages() {
    api.registered();
    api.registered();
    String first =
        await()
            .atMost(SOON)
            .until(() -> activeCustomers("\"limit\": 1"), page -> page.has("nextCursor"))
            .path("nextCursor")
            .asString();
    JsonNode second = activeCustomers("\"limit\": 1, \"cursor\": \"" + first + '"');
    assertThat(second.path("items"))
        .hasSize(1)
        .allMatch(item -> item.path("status").asString().equals("ACTIVE"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "[]",
        "{\"queryType\": \"GetEverybody\"}",
        "{\"queryType\": \"GetActiveCustomers\", \"limit\": 0}",
        "{\"queryType\": \"GetActiveCustomers\", \"cursor\": \"x\"}"
      })
  void refuses_what_is_no_query(String event) {
    assertThat(api.invoke("QueryFunction", event).path("statusCode").asInt()).isEqualTo(400);
  }

  private JsonNode activeCustomers(String rest) {
    return body(
        api.invoke("QueryFunction", "{\"queryType\": \"GetActiveCustomers\", " + rest + "}"));
  }

  private JsonNode register(String id) {
    return command(
        "RegisterCustomer",
        """
        {"customerId": "%1$s", "email": "%1$s@example.com", "name": "Ada"}\
        """
            .formatted(id));
  }

  private JsonNode command(String type, String payload) {
    return api.invoke(
        "CommandFunction",
        """
        {"commandType": "%s", "payload": %s}\
        """
            .formatted(type, payload));
  }

  private static JsonNode body(JsonNode answer) {
    return Reply.JSON.readTree(answer.path("body").asString());
  }

  private static void assertDone(JsonNode answer, String id, long version) {
    assertThat(answer.path("statusCode").asInt()).as(answer.toString()).isEqualTo(200);
    assertThat(body(answer))
        .isEqualTo(
            Reply.JSON
                .createObjectNode()
                .put("success", true)
                .put("customerId", id)
                .put("version", (int) version));
  }

  private static void assertFailed(JsonNode answer, int status, String type) {
    assertThat(answer.path("statusCode").asInt()).as(answer.toString()).isEqualTo(status);
    assertThat(body(answer).path("type").asString()).endsWith(":" + type);
    assertThat(body(answer).path("error").asString()).isNotBlank();
  }
}
