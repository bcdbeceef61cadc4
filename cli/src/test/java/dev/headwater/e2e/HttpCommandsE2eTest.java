package dev.headwater.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@ExtendWith(SharedService.class)
class HttpCommandsE2eTest {
  private final CustomerApi api;

  HttpCommandsE2eTest(CustomerApi api) {
    this.api = api;
  }

  @Test
  void registers_a_customer() {
    String id = CustomerApi.newId();
    Reply reply = api.register(id, id + "@example.com");
    assertThat(reply.status()).isEqualTo(201);
    assertThat(reply.header("Location")).isEqualTo("/customers/" + id);
    assertThat(reply.header("ETag")).isEqualTo("\"1\"");
    assertThat(reply.json().path("customerId").asString()).isEqualTo(id);
    assertThat(reply.version()).isEqualTo(1);
  }

  @Test
  void makes_an_id_when_there_is_none() {
    Reply one = api.post("/customers", withoutId(CustomerApi.newId()));
    Reply other = api.post("/customers", withoutId(CustomerApi.newId()));
    assertThat(one.status()).isEqualTo(201);
    assertThat(one.header("Location"))
        .matches("/customers/[A-Za-z0-9_-]{1,64}")
        .isNotEqualTo(other.header("Location"));
  }

  @Test
  void derives_the_id_from_the_idempotency_key_so_that_a_repeat_is_the_same_customer() {
    String key = CustomerApi.newId();
    String body = withoutId(key);
    Reply first = api.post("/customers", body, "Idempotency-Key", key);
    Reply repeat = api.post("/customers", body, "Idempotency-Key", key);
    assertThat(first.status()).isEqualTo(201);
    assertThat(repeat.status()).isEqualTo(201);
    assertThat(repeat.text()).isEqualTo(first.text());
    assertThat(events(first.json().path("customerId").asString())).isEqualTo(1);
  }

  @Test
  void text_that_is_not_utf_8_is_refused_at_each_door() {
    String id = CustomerApi.newId();
    String command =
        """
        {"customerId": "%1$s", "email": "%1$s@example.com", "name": "\u00c4da"}\
        """
            .formatted(id);
    byte[] latin1 = command.getBytes(StandardCharsets.ISO_8859_1);

    assertThat(api.post("/customers", latin1, "application/json").problem())
        .isEqualTo("malformed-request");
    assertThat(api.post("/customers", latin1, "application/json; charset=iso-8859-1").problem())
        .isEqualTo("unsupported-media-type");
    Reply invoked =
        api.invoke(
            "CommandFunction",
            """
            {"commandType": "RegisterCustomer", "payload": %s}\
            """
                .formatted(command)
                .getBytes(StandardCharsets.ISO_8859_1));
    assertThat(invoked.status()).isEqualTo(400);
    assertThat(api.get("/customers/" + id + "/events").status()).isEqualTo(404);
    assertThat(
            api.post(
                    "/customers",
                    command.getBytes(StandardCharsets.UTF_8),
                    "application/json; charset=\"utf-8\"")
                .status())
        .isEqualTo(201);
  }

  @Test
  void updates_suspends_and_reactivates() {
    String id = api.registered();
    assertChanged(api.updateEmail(id, id + ".new@example.com"), id, 2);
    assertChanged(api.suspend(id), id, 3);
    assertChanged(api.reactivate(id), id, 4);
    assertThat(events(id)).isEqualTo(4);
  }

  @Test
  void accepts_the_same_email_without_an_event() {
    String id = api.registered();
    assertChanged(api.updateEmail(id, id + "@example.com"), id, 1);
    assertThat(events(id)).isEqualTo(1);
  }

  @Test
  void a_repeated_command_adds_nothing() {
    String id = api.registered();
    Reply first = api.updateEmail(id, id + ".new@example.com", "Idempotency-Key", "once");
    assertChanged(api.suspend(id), id, 3);
    Reply repeat = api.updateEmail(id, id + ".new@example.com", "Idempotency-Key", "once");
    assertChanged(first, id, 2);
    assertChanged(repeat, id, 2);
    assertThat(events(id)).isEqualTo(3);
  }

  @Test
  void an_idempotency_key_belongs_to_one_command() {
    String id = api.registered();
    api.updateEmail(id, id + ".one@example.com", "Idempotency-Key", "once");
    Reply other = api.updateEmail(id, id + ".other@example.com", "Idempotency-Key", "once");
    assertProblem(other, 422, "command-id-reused");
  }

  @Test
  void refuses_what_does_not_fit_the_customers_state() {
    String id = api.registered();
    assertProblem(api.register(id, id + ".other@example.com"), 409, "already-registered");
    assertProblem(api.reactivate(id), 409, "not-suspended");
    api.suspend(id);
    assertProblem(api.suspend(id), 409, "already-suspended");
    assertProblem(api.updateEmail(id, id + ".new@example.com"), 409, "not-active");
  }

  @Test
  void refuses_an_email_that_another_customer_has() {
    String id = api.registered();
    String other = api.registered();
    assertProblem(api.register(CustomerApi.newId(), id + "@EXAMPLE.com"), 409, "email-taken");
    assertProblem(api.updateEmail(other, id + "@example.com"), 409, "email-taken");
    api.updateEmail(id, id + ".new@example.com");
    assertChanged(api.updateEmail(other, id + "@example.com"), other, 2);
  }

  @Test
  void knows_no_customer_that_was_never_registered() {
    String id = CustomerApi.newId();
    assertProblem(api.updateEmail(id, id + ".new@example.com"), 404, "unknown-customer");
    assertProblem(api.suspend(id), 404, "unknown-customer");
    assertProblem(api.reactivate(id), 404, "unknown-customer");
  }

  @Test
  void takes_the_expected_version_from_if_match() {
    String id = api.registered();
    assertChanged(api.suspend(id, "If-Match", "\"1\""), id, 2);
    Reply stale = api.reactivate(id, "If-Match", "\"1\"");
    assertProblem(stale, 412, "stale-version");
    assertThat(stale.header("ETag")).isEqualTo("\"2\"");
  }

  @ParameterizedTest
  @ValueSource(strings = {"W/\"1\"", "*", "\"1\", \"2\"", "1", "\"one\"", ""})
  void refuses_an_if_match_that_is_not_one_strong_tag(String ifMatch) {
    String id = api.registered();
    assertProblem(api.suspend(id, "If-Match", ifMatch), 400, "malformed-request");
    assertThat(events(id)).isEqualTo(1);
  }

  @Test
  void names_all_wrong_fields_at_once_but_not_what_was_in_them() {
    Reply reply =
        api.post(
            "/customers",
            """
            {"customerId": "not an id", "email": "nowhere", "name": "Ada\\u0007Lovelace"}\
            """);
    assertProblem(reply, 400, "invalid-fields");
    assertThat(reply.json().path("errors").propertyNames())
        .containsExactlyInAnyOrder("customerId", "email", "name");
    assertThat(reply.text()).doesNotContain("nowhere", "Lovelace", "not an id");
  }

  @Test
  void refuses_what_is_too_long() {
    String local = "a".repeat(254);
    Reply email = api.register(CustomerApi.newId(), local + "@example.com");
    Reply reason =
        api.post(
            "/customers/" + api.registered() + "/suspend",
            "{\"reason\": \"" + "r".repeat(201) + "\"}");
    Reply id = api.register("c".repeat(65), "ada@example.com");
    assertThat(email.json().path("errors").propertyNames()).containsExactly("email");
    assertThat(reason.json().path("errors").propertyNames()).containsExactly("reason");
    assertThat(id.json().path("errors").propertyNames()).containsExactly("customerId");
  }

  @ParameterizedTest
  @ValueSource(strings = {"{", "[]", "\"text\"", "", "{\"a\": 1} {}"})
  void refuses_a_body_that_is_no_json_object(String body) {
    assertThat(api.post("/customers", body).status()).isEqualTo(400);
  }

  @Test
  void refuses_a_body_that_is_too_large() {
    String body = "{\"name\": \"" + "x".repeat(17 * 1024) + "\"}";
    assertProblem(api.post("/customers", body), 413, "too-large");
  }

  @Test
  void refuses_a_body_of_another_type() {
    Reply reply = api.post("/customers", "email=ada", "Content-Type", "text/plain");
    assertProblem(reply, 415, "unsupported-media-type");
  }

  private long events(String id) {
    return api.get("/customers/" + id + "/events").json().path("items").size();
  }

  private static void assertChanged(Reply reply, String id, long version) {
    assertThat(reply.status()).as(reply.text()).isEqualTo(200);
    assertThat(reply.json().path("customerId").asString()).isEqualTo(id);
    assertThat(reply.version()).isEqualTo(version);
    assertThat(reply.header("ETag")).isEqualTo("\"" + version + "\"");
  }

  private static String withoutId(String mailbox) {
    return """
    {"email": "%s@example.com", "name": "Ada"}\
    """
        .formatted(mailbox);
  }

  private static void assertProblem(Reply reply, int status, String type) {
    assertThat(reply.status()).as(reply.text()).isEqualTo(status);
    assertThat(reply.problem()).isEqualTo(type);
    assertThat(reply.json().path("status").asInt()).isEqualTo(status);
  }
}
