package dev.headwater.customers.http;

import dev.headwater.customers.http.Invocations.Answer;
import org.junit.jupiter.api.Test;

import static dev.headwater.customers.http.CustomerService.ADA;
import static org.assertj.core.api.Assertions.assertThat;

class CommandInvokeTest {
    private final CustomerService service = new CustomerService(false);

    @Test
    void carries_out_direct_invokes() {
        assertThat(
                service.api.invoke("{\"commandType\":\"RegisterCustomer\",\"payload\":" + ADA + "}")
                        .text())
                .isEqualTo("{\"statusCode\":200,\"body\":"
                        + "\"{\\\"success\\\":true,\\\"customerId\\\":\\\"ada\\\","
                        + "\\\"version\\\":1}\"}");
        assertThat(service.api
                .invoke("{\"commandType\":\"UpdateEmail\",\"payload\":{\"customerId\":"
                        + "\"ada\",\"newEmail\":\"b@example.com\",\"expectedVersion\":1}}")
                .body()
                .path("version")
                .asLong()).isEqualTo(2);
        assertThat(service.api
                .invoke("{\"commandType\":\"SuspendCustomer\",\"payload\":{\"customerId\":"
                        + "\"ada\",\"reason\":\"unpaid\"}}")
                .status()).isEqualTo(200);
        assertThat(service.api.invoke("{\"commandType\":\"ReactivateCustomer\",\"payload\":"
                + "{\"customerId\":\"ada\"}}").body().path("version").asLong()).isEqualTo(4);
    }

    @Test
    void a_repeated_direct_invoke_is_answered_with_the_first_outcome() {
        String command = "{\"commandType\":\"RegisterCustomer\",\"commandId\":\"c-1\",\"payload\":"
                + ADA + "}";

        assertThat(service.api.invoke(command).text())
                .isEqualTo(service.api.invoke(command).text());
        assertThat(service.commits("ada")).hasSize(1);
    }

    @Test
    void tells_what_is_wrong_with_a_direct_invoke() {
        Answer refused = service.api.invoke("{\"commandType\":\"SuspendCustomer\",\"payload\":"
                + "{\"customerId\":\"ada\",\"reason\":\"unpaid\"}}");
        assertThat(refused.status()).isEqualTo(404);
        assertThat(refused.body().path("error").asString())
                .isEqualTo("There is no such customer.");
        assertThat(refused.problem()).isEqualTo("unknown-customer");

        assertThat(
                service.api.invoke("{\"commandType\":\"Erase\",\"payload\":{\"customerId\":\"a\"}}")
                        .status())
                .isEqualTo(400);
        assertThat(service.api.invoke("{\"payload\":{}}").status()).isEqualTo(400);
        assertThat(service.api.invoke("{\"commandType\":\"UpdateEmail\"}").status()).isEqualTo(400);
        assertThat(service.api.invoke("[]").status()).isEqualTo(400);
        Answer stale = service.api.invoke("{\"commandType\":\"RegisterCustomer\",\"payload\":{"
                + "\"customerId\":\"a\",\"email\":1,\"name\":\"A\",\"expectedVersion\":-1}}");
        assertThat(stale.body().path("errors").propertyNames())
                .containsExactlyInAnyOrder("email", "expectedVersion");
    }

    @Test
    void what_is_no_json_is_an_answer_too() {
        assertThat(service.api.invoke("{\"payload\": {}, \"payload\": {}}").problem())
                .isEqualTo("malformed-request");
        assertThat(service.api.invoke("{\"payload\":" + "[".repeat(2000) + "]".repeat(2000) + "}")
                .status())
                .isEqualTo(400);
    }
}
