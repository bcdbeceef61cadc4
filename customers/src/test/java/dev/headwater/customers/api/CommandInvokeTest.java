package dev.headwater.customers.api;

import static dev.headwater.customers.api.CustomerService.ADA;
import static org.assertj.core.api.Assertions.assertThat;

import dev.headwater.customers.api.Invocations.Answer;
import java.util.List;
import org.junit.jupiter.api.Test;

class CommandInvokeTest {
  private final CustomerService service = new CustomerService(false);

  @Test
  void carries_out_direct_invokes() {
    assertThat(
            service
                .api
                .invoke("{\"commandType\":\"RegisterCustomer\",\"payload\":" + ADA + "}")
                .text())
        .isEqualTo(
            "{\"statusCode\":200,\"body\":"
                + "\"{\\\"success\\\":true,\\\"customerId\\\":\\\"ada\\\","
                + "\\\"version\\\":1}\"}");
    assertThat(
            service
                .api
                .invoke(
                    "{\"commandType\":\"UpdateEmail\",\"payload\":{\"customerId\":"
                        + "\"ada\",\"newEmail\":\"b@example.com\",\"expectedVersion\":1}}")
                .body()
                .path("version")
                .asLong())
        .isEqualTo(2);
    assertThat(
            service
                .api
                .invoke(
                    "{\"commandType\":\"SuspendCustomer\",\"payload\":{\"customerId\":"
                        + "\"ada\",\"reason\":\"unpaid\"}}")
                .status())
        .isEqualTo(200);
    assertThat(
            service
                .api
                .invoke(
                    "{\"commandType\":\"ReactivateCustomer\",\"payload\":"
                        + "{\"customerId\":\"ada\"}}")
                .body()
                .path("version")
                .asLong())
        .isEqualTo(4);
  }

  @Test
  void a_repeated_direct_invoke_is_answered_with_the_first_outcome() {
    String command =
        "{\"commandType\":\"RegisterCustomer\",\"commandId\":\"c-1\",\"payload\":" + ADA + "}";

    assertThat(service.api.invoke(command).text()).isEqualTo(service.api.invoke(command).text());
    assertThat(service.commits("ada")).hasSize(1);
  }

  @Test
  void takes_the_whole_envelope_of_a_command() {
    Answer registered =
        service.api.invoke(
            """
            {"commandId": "c-1", "aggregateId": "ada", "commandType": "RegisterCustomer",
             "payload": {"email": "ada@example.com", "name": "Ada"},
             "timestamp": 1767323045000, "version": 7}\
            """);
    assertThat(registered.text()).contains("\\\"customerId\\\":\\\"ada\\\"", "\\\"version\\\":1");

    assertThat(
            service
                .api
                .invoke(
                    """
                    {"commandId": "c-2", "aggregateId": "ada", "commandType": "SuspendCustomer",
                     "payload": {"customerId": "ada", "reason": "unpaid"},
                     "timestamp": "2026-01-02T03:04:05Z", "version": null}\
                    """)
                .status())
        .isEqualTo(200);
    assertThat(
            service
                .api
                .invoke(
                    """
                    {"aggregateId": null, "commandType": "ReactivateCustomer",
                     "payload": {"customerId": "ada"}}\
                    """)
                .body()
                .path("version")
                .asLong())
        .isEqualTo(3);
  }

  @Test
  void the_version_of_an_envelope_is_not_expected_and_that_of_a_payload_is() {
    service.api.invoke("{\"commandType\":\"RegisterCustomer\",\"payload\":" + ADA + "}");

    assertThat(
            service
                .api
                .invoke(
                    """
                    {"commandType": "SuspendCustomer", "version": 9, "aggregateId": "ada",
                     "payload": {"reason": "unpaid"}}\
                    """)
                .status())
        .isEqualTo(200);
    assertThat(
            service
                .api
                .invoke(
                    """
                    {"commandType": "ReactivateCustomer", "version": 2, "aggregateId": "ada",
                     "payload": {"expectedVersion": 9}}\
                    """)
                .problem())
        .isEqualTo("stale-version");
  }

  @Test
  void an_envelope_that_contradicts_its_payload_is_refused() {
    for (String aggregateId : List.of("\"bob\"", "\"\"", "7", "{}", "[\"ada\"]")) {
      Answer refused =
          service.api.invoke(
              "{\"commandType\":\"RegisterCustomer\","
                  + "\"aggregateId\":"
                  + aggregateId
                  + ",\"payload\":"
                  + ADA
                  + "}");

      assertThat(refused.status()).as(aggregateId).isEqualTo(400);
      assertThat(refused.body().path("errors").propertyNames()).containsExactly("aggregateId");
    }
    assertThat(
            service
                .api
                .invoke(
                    """
                    {"commandType": "ReactivateCustomer", "aggregateId": "a b", "payload": {}}\
                    """)
                .body()
                .path("errors")
                .propertyNames())
        .containsExactly("customerId");
    assertThat(service.commits("ada")).isEmpty();
  }

  @Test
  void unknown_fields_stay_refused_in_envelope_and_payload() {
    assertThat(
            service
                .api
                .invoke(
                    """
                    {"commandType": "ReactivateCustomer", "aggregateId": "ada", "payload": {},
                     "expectedVersion": 1}\
                    """)
                .problem())
        .isEqualTo("malformed-request");
    for (String field : List.of("aggregateId", "timestamp", "version", "commandId")) {
      assertThat(
              service
                  .api
                  .invoke(
                      "{\"commandType\":\"ReactivateCustomer\",\"payload\":"
                          + "{\"customerId\":\"ada\",\""
                          + field
                          + "\":\"1\"}}")
                  .problem())
          .as(field)
          .isEqualTo("invalid-fields");
    }
  }

  @Test
  void tells_what_is_wrong_with_a_direct_invoke() {
    Answer refused =
        service.api.invoke(
            "{\"commandType\":\"SuspendCustomer\",\"payload\":"
                + "{\"customerId\":\"ada\",\"reason\":\"unpaid\"}}");
    assertThat(refused.status()).isEqualTo(404);
    assertThat(refused.body().path("error").asString()).isEqualTo("There is no such customer.");
    assertThat(refused.problem()).isEqualTo("unknown-customer");

    assertThat(
            service
                .api
                .invoke("{\"commandType\":\"Erase\",\"payload\":{\"customerId\":\"a\"}}")
                .status())
        .isEqualTo(400);
    assertThat(service.api.invoke("{\"payload\":{}}").status()).isEqualTo(400);
    assertThat(service.api.invoke("{\"commandType\":\"UpdateEmail\"}").status()).isEqualTo(400);
    assertThat(service.api.invoke("[]").status()).isEqualTo(400);
    Answer stale =
        service.api.invoke(
            "{\"commandType\":\"RegisterCustomer\",\"payload\":{"
                + "\"customerId\":\"a\",\"email\":1,\"name\":\"A\",\"expectedVersion\":-1}}");
    assertThat(stale.body().path("errors").propertyNames())
        .containsExactlyInAnyOrder("email", "expectedVersion");
  }

  @Test
  void what_is_no_json_is_an_answer_too() {
    assertThat(service.api.invoke("{\"payload\": {}, \"payload\": {}}").problem())
        .isEqualTo("malformed-request");
    assertThat(
            service
                .api
                .invoke("{\"payload\":" + "[".repeat(2000) + "]".repeat(2000) + "}")
                .status())
        .isEqualTo(400);
  }
}
