package dev.headwater.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

class SentCommandTest {
  private static final CustomerState SUSPENDED =
      new CustomerState(2, "ada@zqx.example", "Zqx", true, "zqx unpaid");

  @Test
  void is_content_when_the_customer_is_as_it_asked() {
    assertThat(sent("/customers/ada/suspend", "{\"reason\": \" zqx unpaid \"}").fault(SUSPENDED))
        .isEmpty();
    assertThat(sent("/customers/ada/email", "{\"newEmail\": \"ADA@zqx.example\"}").fault(SUSPENDED))
        .isEmpty();
    assertThat(sent("/customers/%61da/reactivate", " ").type())
        .isEqualTo(SentCommand.Type.REACTIVATE);
  }

  @Test
  void notices_another_text_and_another_state() {
    assertThat(sent("/customers/ada/suspend", "{\"reason\": \"zqx\"}").fault(SUSPENDED))
        .isPresent();
    assertThat(sent("/customers/ada/email", "{\"newEmail\": \"eve@zqx.example\"}").fault(SUSPENDED))
        .isPresent();
    assertThat(sent("/customers/ada/reactivate", "").fault(SUSPENDED)).isPresent();
    assertThat(
            sent("/customers", "{\"email\": \"ada@zqx.example\", \"name\": \"Zqx\"}")
                .fault(SUSPENDED))
        .isPresent();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "[]", "{\"reason\": 1, \"reason\": 2}", "{} {}", "\uFEFF{}", "{"})
  void takes_no_body_that_is_malformed(String body) {
    assertThat(SentCommand.http(request("/customers/ada/suspend", body))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/",
        "/customers/",
        "//customers",
        "/customers/a/b/suspend",
        "/customers/a%2Fsuspend/x",
        "/Customers"
      })
  void takes_no_other_route(String target) {
    assertThat(SentCommand.http(request(target, "{}"))).isEmpty();
  }

  @Test
  void folds_events() {
    var events =
        List.of(
                """
                {"version": 1, "eventType": "CustomerRegistered",
                 "payload": {"email": "eve@zqx.example", "name": "Zqx"}}\
                """,
                """
                {"version": 2, "eventType": "CustomerSuspended",
                 "payload": {"reason": "zqx unpaid"}}\
                """,
                """
                {"version": 3, "eventType": "CustomerEmailUpdated",
                 "payload": {"newEmail": "ada@zqx.example"}}\
                """)
            .stream()
            .map(JsonMapper.shared()::readTree)
            .toList();
    assertThat(CustomerState.history(events))
        .last()
        .isEqualTo(new CustomerState(3, "ada@zqx.example", "Zqx", true, "zqx unpaid"));
  }

  private static SentCommand sent(String target, String body) {
    return SentCommand.http(request(target, body)).orElseThrow();
  }

  private static WireRequest request(String target, String body) {
    return WireRequest.json(Port.API, "POST", target, body);
  }
}
