package dev.headwater.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(SharedService.class)
class PrivacyE2eTest {
  private final RunningService service;
  private final CustomerApi api;

  PrivacyE2eTest(RunningService service, CustomerApi api) {
    this.service = service;
    this.api = api;
  }

  @Test
  void no_log_line_and_no_metric_identifies_a_customer() {
    String id = CustomerApi.newId();
    api.post(
        "/customers",
        """
        {"customerId": "%s", "email": "lovelace@example.com", "name": "Lovelace"}\
        """
            .formatted(id));
    api.register(id, "lovelace@example.com");
    api.updateEmail(id, "lovelace");
    api.post("/customers", "{\"lovelace\": ");
    api.get("/customers?email=lovelace");
    api.invoke("CommandFunction", "{\"commandType\": \"lovelace\", \"payload\": {}}");
    api.invoke(
        "ViewProjectorFunction", "{\"Records\": [{\"messageId\": \"1\", \"body\": \"lovelace\"}]}");
    await().until(() -> api.get("/customers/" + id).status() == 200);
    assertThat(service.output())
        .contains("ready")
        .anyMatch(line -> line.contains(" POST /customers 201"))
        .noneMatch(line -> line.toLowerCase(Locale.ROOT).contains("lovelace"));
    assertThat(api.get("/metrics").text())
        .contains("headwater_")
        .doesNotContainIgnoringCase("lovelace")
        .doesNotContain(id);
  }
}
