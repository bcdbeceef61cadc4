package dev.headwater.customers.http;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;

import dev.headwater.Append;
import dev.headwater.CommandHandler;
import dev.headwater.Commit;
import dev.headwater.CommitTooLargeException;
import dev.headwater.EventLog;
import dev.headwater.EventStore;
import dev.headwater.Host;
import dev.headwater.InMemoryEventStore;
import dev.headwater.StreamEnd;
import dev.headwater.StreamId;
import dev.headwater.UnavailableException;
import dev.headwater.customers.customer.Customer;
import dev.headwater.customers.customer.CustomerDecider;
import dev.headwater.customers.customer.CustomerEvent;
import dev.headwater.customers.http.Invocations.Answer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class CommandApiTest {
    private static final Map<String, String> JSON = Map.of("content-type", "application/json");
    private static final String ADA = """
            {"customerId":"ada","email":"Ada@Example.com","name":"Ada Lovelace"}""";

    private final InMemoryEventStore<Customer, CustomerEvent> store = new InMemoryEventStore<>();
    private final Invocations api = over(store);

    private static Invocations over(EventStore<Customer, CustomerEvent> store) {
        Host host = new Host(() -> Instant.parse("2026-01-02T03:04:05Z"), new Random(7),
                time -> {});
        return new Invocations(new CommandApi(
                new CommandHandler<>(new CustomerDecider(false), store, host),
                new CustomerIds(new Random(7))));
    }

    // ---- HTTP: what is carried out

    @Test
    void registers_a_customer() {
        Answer answer = register(ADA, Map.of());

        assertThat(answer.status()).isEqualTo(201);
        assertThat(answer.header("location")).isEqualTo("/customers/ada");
        assertThat(answer.header("etag")).isEqualTo("\"1\"");
        assertThat(answer.header("content-type")).isEqualTo("application/json");
        assertThat(answer.body()).hasToString("{\"customerId\":\"ada\",\"version\":1}");
        assertThat(commits("ada")).singleElement().satisfies(commit -> {
            assertThat(commit.events())
                    .containsExactly(new CustomerEvent.CustomerRegistered("ada@example.com",
                            "Ada Lovelace"));
            assertThat(commit.metadata().correlationId()).isEqualTo("request-1");
        });
    }

    @Test
    void makes_an_id_for_a_customer_without_one() {
        String body = "{\"email\":\"a@example.com\",\"name\":\"A\"}";

        Answer first = register(body, Map.of());
        Answer second = register(body, Map.of());

        assertThat(first.body().path("customerId").asString()).matches("[0-9a-f]{32}");
        assertThat(second.status()).isEqualTo(201);
        assertThat(second.body().path("customerId")).isNotEqualTo(first.body().path("customerId"));
    }

    @Test
    void derives_the_id_from_the_idempotency_key_so_that_a_repeat_is_the_same_customer() {
        String body = "{\"email\":\"a@example.com\",\"name\":\"A\"}";

        Answer first = register(body, Map.of("idempotency-key", "k-1"));
        Answer repeat = register(body, Map.of("idempotency-key", "k-1"));

        assertThat(repeat.text()).isEqualTo(first.text());
        assertThat(commits(first.body().path("customerId").asString())).hasSize(1);
    }

    @Test
    void refuses_an_idempotency_key_that_another_command_has() {
        register(ADA, Map.of("idempotency-key", "k-1"));

        Answer answer = register(ADA.replace("Lovelace", "Byron"),
                Map.of("idempotency-key", "k-1"));

        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.problem()).isEqualTo("command-id-reused");
    }

    @Test
    void updates_an_email_and_tells_the_new_version() {
        register(ADA, Map.of());

        Answer answer = updateEmail("{\"newEmail\":\"countess@example.com\"}", Map.of());

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.header("etag")).isEqualTo("\"2\"");
        assertThat(answer.body()).hasToString("{\"customerId\":\"ada\",\"version\":2}");
    }

    @Test
    void updating_to_the_same_email_changes_nothing() {
        register(ADA, Map.of());

        Answer answer = updateEmail("{\"newEmail\":\" ADA@example.COM \"}", Map.of());

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body().path("version").asLong()).isEqualTo(1);
        assertThat(commits("ada")).hasSize(1);
    }

    @Test
    void suspends_and_reactivates() {
        register(ADA, Map.of());

        assertThat(suspend().status()).isEqualTo(200);
        Answer reactivated = reactivate("");

        assertThat(reactivated.status()).isEqualTo(200);
        assertThat(reactivated.header("etag")).isEqualTo("\"3\"");
    }

    @Test
    void honours_the_expected_version() {
        register(ADA, Map.of());

        assertThat(updateEmail("{\"newEmail\":\"b@example.com\"}", Map.of("if-match", "\"1\""))
                .status()).isEqualTo(200);
        Answer stale = updateEmail("{\"newEmail\":\"c@example.com\"}", Map.of("if-match", "\"1\""));

        assertThat(stale.status()).isEqualTo(412);
        assertThat(stale.problem()).isEqualTo("stale-version");
        assertThat(stale.header("etag")).isEqualTo("\"2\"");
        assertThat(stale.body().path("actualVersion").asLong()).isEqualTo(2);
    }

    // ---- HTTP: what is refused

    @Test
    void tells_each_refusal_apart() {
        assertThat(suspend().problem()).isEqualTo("unknown-customer");
        assertThat(suspend().status()).isEqualTo(404);
        register(ADA, Map.of());
        assertThat(register(ADA, Map.of()).problem()).isEqualTo("already-registered");
        assertThat(reactivate("").problem()).isEqualTo("not-suspended");
        suspend();
        assertThat(suspend().problem()).isEqualTo("already-suspended");
        Answer update = updateEmail("{\"newEmail\":\"b@example.com\"}", Map.of());
        assertThat(update.problem()).isEqualTo("not-active");
        assertThat(update.status()).isEqualTo(409);
        assertThat(update.header("content-type")).isEqualTo("application/problem+json");
        assertThat(update.body().path("title").asString()).isEqualTo("The customer is not active");
        assertThat(update.body().path("status").asInt()).isEqualTo(409);
    }

    @Test
    void an_expected_version_of_an_unknown_customer_is_not_found() {
        assertThat(updateEmail("{\"newEmail\":\"b@example.com\"}", Map.of("if-match", "\"1\""))
                .problem()).isEqualTo("unknown-customer");
    }

    @Test
    void registers_nobody_under_the_id_that_is_a_route() {
        Answer answer = register(ADA.replace("ada", "count"), Map.of());

        assertThat(answer.problem()).isEqualTo("invalid-fields");
        assertThat(answer.body().at("/errors/customerId").asString())
                .isEqualTo("must not be 'count': GET /customers/count counts customers");
    }

    @Test
    void lists_all_wrong_fields_at_once_and_repeats_none_of_their_content() {
        Answer answer = register(
                "{\"customerId\":\"a b\",\"email\":\"nobody.secret\",\"name\":\"\","
                        + "\"nickname\":\"secret\"}",
                Map.of());

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.problem()).isEqualTo("invalid-fields");
        assertThat(answer.body().path("errors").propertyNames())
                .containsExactly("customerId", "email", "name", "body");
        assertThat(answer.text()).doesNotContain("secret").doesNotContain("a b");
    }

    @Test
    void names_missing_fields_and_those_of_another_type() {
        Answer answer = register("{\"customerId\":7,\"name\":null}", Map.of());

        assertThat(answer.body().path("errors").path("customerId").asString())
                .isEqualTo("must be a text");
        assertThat(answer.body().path("errors").path("email").asString()).isEqualTo("is missing");
        assertThat(answer.body().path("errors").path("name").asString()).isEqualTo("is missing");
    }

    @ParameterizedTest
    @ValueSource(strings = {"W/\"1\"", "*", "\"1\", \"2\"", "1", "\"01\"", "\"x\"", ""})
    void takes_only_one_strong_entity_tag(String ifMatch) {
        register(ADA, Map.of());

        Answer answer = updateEmail("{\"newEmail\":\"b@example.com\"}",
                Map.of("if-match", ifMatch));

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.problem()).isEqualTo("malformed-request");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "[]", "7", "{\"a\":1", "{} {}", "{\"a\":1,\"a\":2}"})
    void refuses_a_body_that_is_no_json_object(String body) {
        Answer answer = register(body, Map.of());

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.problem()).isEqualTo("malformed-request");
    }

    @Test
    void refuses_another_media_type() {
        Answer answer = api.http("POST /customers", Map.of(), Map.of(),
                Map.of("content-type", "text/plain"), ADA);

        assertThat(answer.status()).isEqualTo(415);
        assertThat(answer.problem()).isEqualTo("unsupported-media-type");
    }

    @Test
    void refuses_a_body_that_is_too_large() {
        Answer answer = register("{\"name\":\"" + "x".repeat(17_000) + "\"}", Map.of());

        assertThat(answer.status()).isEqualTo(413);
    }

    @Test
    void refuses_query_parameters_and_an_id_in_body_and_path() {
        register(ADA, Map.of());

        assertThat(api.http("POST /customers/{id}/reactivate", Map.of("id", "ada"),
                Map.of("force", "1"), Map.of(), "").status()).isEqualTo(400);
        assertThat(reactivate("{\"customerId\":\"bob\"}").status()).isEqualTo(400);
    }

    @Test
    void refuses_an_idempotency_key_that_is_too_long() {
        Answer answer = register(ADA, Map.of("idempotency-key", "k".repeat(257)));
        assertThat(register("{}", Map.of("idempotency-key", "k k")).body()
                .path("errors")
                .propertyNames()).contains("Idempotency-Key", "email", "name");

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.body().path("errors").propertyNames()).containsExactly("Idempotency-Key");
    }

    // ---- direct invoke

    @Test
    void carries_out_direct_invokes() {
        assertThat(api.invoke("{\"commandType\":\"RegisterCustomer\",\"payload\":" + ADA + "}")
                .text()).isEqualTo("{\"statusCode\":200,\"body\":"
                        + "\"{\\\"success\\\":true,\\\"customerId\\\":\\\"ada\\\","
                        + "\\\"version\\\":1}\"}");
        assertThat(api.invoke("{\"commandType\":\"UpdateEmail\",\"payload\":{\"customerId\":"
                + "\"ada\",\"newEmail\":\"b@example.com\",\"expectedVersion\":1}}")
                .body()
                .path("version")
                .asLong()).isEqualTo(2);
        assertThat(api.invoke("{\"commandType\":\"SuspendCustomer\",\"payload\":{\"customerId\":"
                + "\"ada\",\"reason\":\"unpaid\"}}").status()).isEqualTo(200);
        assertThat(api.invoke("{\"commandType\":\"ReactivateCustomer\",\"payload\":"
                + "{\"customerId\":\"ada\"}}").body().path("version").asLong()).isEqualTo(4);
    }

    @Test
    void a_repeated_direct_invoke_is_answered_with_the_first_outcome() {
        String command = "{\"commandType\":\"RegisterCustomer\",\"commandId\":\"c-1\",\"payload\":"
                + ADA + "}";

        assertThat(api.invoke(command).text()).isEqualTo(api.invoke(command).text());
        assertThat(commits("ada")).hasSize(1);
    }

    @Test
    void tells_what_is_wrong_with_a_direct_invoke() {
        Answer refused = api.invoke("{\"commandType\":\"SuspendCustomer\",\"payload\":"
                + "{\"customerId\":\"ada\",\"reason\":\"unpaid\"}}");
        assertThat(refused.status()).isEqualTo(404);
        assertThat(refused.body().path("error").asString())
                .isEqualTo("There is no such customer.");
        assertThat(refused.problem()).isEqualTo("unknown-customer");

        assertThat(api.invoke("{\"commandType\":\"Erase\",\"payload\":{\"customerId\":\"a\"}}")
                .status()).isEqualTo(400);
        assertThat(api.invoke("{\"payload\":{}}").status()).isEqualTo(400);
        assertThat(api.invoke("{\"commandType\":\"UpdateEmail\"}").status()).isEqualTo(400);
        assertThat(api.invoke("[]").status()).isEqualTo(400);
        Answer stale = api.invoke("{\"commandType\":\"RegisterCustomer\",\"payload\":{"
                + "\"customerId\":\"a\",\"email\":1,\"name\":\"A\",\"expectedVersion\":-1}}");
        assertThat(stale.body().path("errors").propertyNames())
                .containsExactlyInAnyOrder("email", "expectedVersion");
    }

    @Test
    void what_is_no_json_is_an_answer_too() {
        assertThat(api.invoke("{\"payload\": {}, \"payload\": {}}").problem())
                .isEqualTo("malformed-request");
        assertThat(api.invoke("{\"payload\":" + "[".repeat(2000) + "]".repeat(2000) + "}").status())
                .isEqualTo(400);
    }

    @Test
    void a_key_belongs_to_its_caller() {
        String body = "{\"email\":\"a@example.com\",\"name\":\"A\"}";

        Answer ada = api.as("ada", "POST /customers", with(Map.of("idempotency-key", "1")), body);
        Answer bob = api.as("bob", "POST /customers", with(Map.of("idempotency-key", "1")), body);

        assertThat(ada.status()).isEqualTo(201);
        assertThat(bob.status()).isEqualTo(201);
        assertThat(bob.body().path("customerId")).isNotEqualTo(ada.body().path("customerId"));
    }

    @Test
    void expecting_a_version_of_a_customer_that_is_to_be_registered_is_stale() {
        assertThat(register(ADA, Map.of("if-match", "\"3\"")).status()).isEqualTo(412);
    }

    // ---- what goes wrong inside

    @Test
    void says_when_to_come_back_and_whether_the_command_may_have_taken_effect() {
        Answer answer = register(over(failing(new UnavailableException("lost", true,
                new IllegalStateException()))), ADA, Map.of());

        assertThat(answer.status()).isEqualTo(503);
        assertThat(answer.header("retry-after")).isEqualTo("1");
        assertThat(answer.body().path("detail").asString()).contains("idempotency key");
    }

    @Test
    void no_failure_brings_anything_personal_into_the_log() {
        CapturedLog log = new CapturedLog();
        try (log) {
            var secret = new IllegalStateException("ada@example.com");
            register(over(failing(secret)), ADA, Map.of());
            register(over(failing(new UnavailableException("DynamoDB did not append", true,
                    secret))), ADA, Map.of());
        }

        assertThat(log.text()).contains("Internal fault: java.lang.IllegalStateException",
                "DynamoDB did not append").doesNotContain("ada@example.com", "Lovelace");
    }

    @Test
    void an_internal_fault_tells_nothing() {
        Answer answer = register(over(failing(new IllegalStateException("ada@example.com"))), ADA,
                Map.of());

        assertThat(answer.status()).isEqualTo(500);
        assertThat(answer.problem()).isEqualTo("internal-fault");
        assertThat(answer.text()).doesNotContain("ada@example.com")
                .doesNotContain("IllegalState");
    }

    @Test
    void a_commit_that_is_too_large_is_refused() {
        Answer answer = register(over(failing(
                new CommitTooLargeException(new StreamId("CUSTOMER", "ada"), "The item", 2, 1))),
                ADA, Map.of());

        assertThat(answer.status()).isEqualTo(413);
    }

    private Answer register(String body, Map<String, String> headers) {
        return register(api, body, headers);
    }

    private static Answer register(Invocations api, String body, Map<String, String> headers) {
        return api.http("POST /customers", Map.of(), Map.of(), with(headers), body);
    }

    private Answer updateEmail(String body, Map<String, String> headers) {
        return api.http("PUT /customers/{id}/email", Map.of("id", "ada"), Map.of(), with(headers),
                body);
    }

    private Answer suspend() {
        return api.http("POST /customers/{id}/suspend", Map.of("id", "ada"), Map.of(), JSON,
                "{\"reason\":\"unpaid\"}");
    }

    private Answer reactivate(String body) {
        return api.http("POST /customers/{id}/reactivate", Map.of("id", "ada"), Map.of(), JSON,
                body);
    }

    private static Map<String, String> with(Map<String, String> headers) {
        Map<String, String> all = new java.util.HashMap<>(JSON);
        all.putAll(headers);
        return all;
    }

    private List<Commit<CustomerEvent>> commits(String id) {
        List<Commit<CustomerEvent>> commits = new ArrayList<>();
        store.readAll(new StreamId("CUSTOMER", id), 0, commits::add);
        return commits;
    }

    /** A store of which every append fails. */
    private static EventStore<Customer, CustomerEvent> failing(RuntimeException failure) {
        return new EventStore<>() {
            @Override
            public EventLog.Page<CustomerEvent> read(StreamId stream, long afterVersion,
                    int maxCommits) {
                return new EventLog.Page<>(List.of(), false);
            }

            @Override
            public StreamEnd<Customer, CustomerEvent> readEnd(StreamId stream) {
                return new StreamEnd<>(null, List.of());
            }

            @Override
            public AppendResult<CustomerEvent> append(
                    Append<Customer, CustomerEvent> append) {
                throw failure;
            }
        };
    }
}
