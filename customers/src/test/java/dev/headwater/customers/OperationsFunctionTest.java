package dev.headwater.customers;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headwater.local.search.LocalOpenSearch;
import dev.headwater.local.tables.LocalDynamoDb;
import dev.headwater.service.functions.CommandFunction;
import dev.headwater.service.functions.OperationsFunction;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Operations, called as Lambda calls them, on real tables and a search index. */
class OperationsFunctionTest {
  private static final Duration TIMEOUT = Duration.ofMinutes(15);
  private static final int CUSTOMERS = 40;

  private final TemplateTables template = TemplateTables.read();
  private final LocalDynamoDb dynamoDb = LocalDynamoDb.start(null);
  private final LocalOpenSearch openSearch = LocalOpenSearch.start(null);
  private OperationsFunction operations;

  OperationsFunctionTest() {
    dynamoDb.create(template.declared());
    operations = new OperationsFunction(environment());
  }

  private Map<String, String> environment() {
    Map<String, String> environment = FunctionCalls.environment(openSearch.endpoint());
    environment.put("AWS_ENDPOINT_URL_DYNAMODB", dynamoDb.endpoint().toString());
    environment.putAll(template.variables());
    return environment;
  }

  @BeforeEach
  void register() throws IOException {
    run("verify", Map.of("repair", true, "lag", 0), 60); // creates the search index
    try (var commands = new CommandFunction(environment())) {
      for (int number = 0; number < CUSTOMERS; number++) {
        String id = "c" + number;
        FunctionCalls.command(
            commands,
            "RegisterCustomer",
            Map.of("customerId", id, "email", id + "@example.com", "name", "Ada"));
      }
    }
  }

  @AfterEach
  void stop() {
    operations.close();
    openSearch.close();
    dynamoDb.close();
  }

  @Test
  void describes_the_service() throws IOException {
    JsonNode answer = call(Map.of("operation", "describe"));

    assertThat(answer.path("service").asString()).isEqualTo("customers");
    assertThat(answer.path("result").path("aggregates").path(0).path("category").asString())
        .isEqualTo("CUSTOMER");
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 60})
  void repairs_every_view_once_wherever_it_is_cut(int seconds) throws IOException {
    List<JsonNode> answers = run("verify", Map.of("repair", true, "lag", 0), seconds);

    JsonNode last = answers.getLast();
    assertThat(last.path("totals").path("streams").asInt()).isEqualTo(CUSTOMERS);
    assertThat(last.path("totals").path("different").asInt()).isEqualTo(2 * CUSTOMERS);
    assertThat(last.path("totals").path("repaired").asInt()).isEqualTo(2 * CUSTOMERS);
    assertThat(found(answers)).hasSize(2 * CUSTOMERS);
    assertThat(answers.size()).isBetween(seconds == 0 ? 3 : 1, seconds == 0 ? 20 : 1);
    assertThat(last.path("read").asLong()).isGreaterThanOrEqualTo(CUSTOMERS);
    assertThat(last.path("noun").asString()).isEqualTo("customer");
    List<JsonNode> again = run("verify", Map.of("repair", false), seconds);
    assertThat(again.getLast().path("totals").path("different").asInt()).isZero();
    assertThat(again.getLast().path("totals").path("views").asInt()).isEqualTo(2 * CUSTOMERS);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 60})
  void checks_claims_wherever_it_is_cut(int seconds) throws IOException {
    JsonNode totals = run("claims", Map.of("repair", false), seconds).getLast().path("totals");

    assertThat(totals.path("streams").asInt()).isEqualTo(CUSTOMERS);
    assertThat(totals.path("claims").asInt()).isEqualTo(CUSTOMERS);
    assertThat(totals.path("wrong").asInt()).isZero();
  }

  private static Set<String> found(List<JsonNode> answers) {
    Set<String> found = new HashSet<>();
    for (JsonNode answer : answers) {
      for (JsonNode finding : answer.path("findings")) {
        String view =
            finding.path("projection").asString() + ' ' + finding.path("stream").asString();
        assertThat(found.add(view)).as(view).isTrue();
      }
    }
    return found;
  }

  @Test
  void one_at_a_time_and_the_second_says_who_is_at_it() throws IOException {
    Map<String, Object> mine = begin("mine");
    JsonNode first = call(mine);
    assertThat(first.path("done").asBoolean(true)).as(first.toString()).isFalse();

    JsonNode refused = call(begin("yours"));
    assertThat(refused.path("error").path("kind").asString()).isEqualTo("busy");
    assertThat(refused.path("error").path("message").asString())
        .startsWith("mine of tests is running verify since 20");
    assertThat(refused.path("other").path("by").asString()).isEqualTo("mine of tests");

    mine.put("stop", true);
    assertThat(call(mine).has("error")).isFalse();
    JsonNode second = call(begin("yours"));
    assertThat(second.path("earlier").path("by").asString()).isEqualTo("mine of tests");
    mine.remove("stop");
    mine.put("from", first.path("from"));
    assertThat(call(mine).path("error").path("message").asString())
        .startsWith("This run has ended, because it was stopped or another one has begun");
  }

  @Test
  void an_interrupted_run_is_resumed_from_what_its_caller_has_heard_of() throws IOException {
    Map<String, Object> mine = begin("mine");
    JsonNode first = call(mine);
    mine.put("from", first.path("from"));
    JsonNode lost = call(mine); // its answer, that is
    mine.remove("from");
    mine.put("stop", true);
    call(mine);

    Map<String, Object> yours = begin("yours");
    yours.put("resume", true);
    yours.put("arguments", Map.of("repair", true));
    assertThat(call(yours).path("error").path("message").asString())
        .isEqualTo(
            "The interrupted run had other options, so this cannot resume it: verify {lag=0,"
                + " repair=false}");
    yours.put("arguments", Map.of("repair", false, "lag", 0));
    List<JsonNode> rest = finish(yours);
    assertThat(rest.getLast().path("totals").path("streams").asInt()).isEqualTo(CUSTOMERS);
    Set<String> heard = found(rest);
    assertThat(heard)
        .containsAll(found(List.of(lost)))
        .doesNotContainAnyElementsOf(found(List.of(first)));
    assertThat(heard.size() + first.path("findings").size()).isEqualTo(2 * CUSTOMERS);

    Map<String, Object> third = begin("third");
    third.put("resume", true);
    assertThat(finish(third)).as("the last answer may have been lost").hasSize(1);
    third.put("end", true);
    call(third);
    third.remove("end");
    third.put("resume", true);
    assertThat(call(third).path("error").path("kind").asString()).isEqualTo("nothing-to-resume");
  }

  @Test
  void personal_data_is_there_only_when_it_was_asked_for_and_then_marked() throws IOException {
    run("verify", Map.of("repair", true, "lag", 0), 60);
    dynamoDb
        .client()
        .updateItem(
            update ->
                update
                    .tableName(template.name("CustomersTable"))
                    .key(Map.of("customerId", text("c1")))
                    .updateExpression("SET #name = :name")
                    .expressionAttributeNames(Map.of("#name", "name"))
                    .expressionAttributeValues(Map.of(":name", text("Eve"))));

    JsonNode names =
        run("verify", Map.of("repair", false, "lag", 0, "show", "FIELDS"), 60).getLast();
    assertThat(names.path("personalData").asBoolean(false)).isFalse();
    assertThat(names.toString()).contains("\"fields\":[\"name\"]").doesNotContain("Eve");
    JsonNode values =
        run("verify", Map.of("repair", false, "lag", 0, "show", "VALUES"), 60).getLast();
    assertThat(values.path("personalData").asBoolean()).isTrue();
    assertThat(values.toString()).contains("\"stored\":\"Eve\"").contains("\"right\":\"Ada\"");
  }

  private static AttributeValue text(String text) {
    return AttributeValue.fromS(text);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "[] | The request must be a JSON object",
        "{ | The request is not valid JSON",
        "{\"operation\": \"dance\"} | does not know this operation; it knows [describe, status,"
            + " verify,",
        "{\"operation\": 1} | operation must be 1 to 200 printable ASCII characters",
        "{\"run\": \"r\", \"operation\": \"verify\", \"speed\": 1} | The request has an unknown"
            + " field",
        "{\"run\": \"r\", \"operation\": \"verify\", \"seconds\": 61} | seconds must be a whole"
            + " number from 0 to",
        "{\"run\": \"r\", \"operation\": \"verify\", \"from\": 1} | from must be an object",
        "{\"run\": \"r\", \"operation\": \"verify\"} | repair is missing",
        "{\"operation\": \"verify\", \"arguments\": {\"repair\": false}} | run is missing",
        "{\"run\": \"r\", \"operation\": \"verify\", \"arguments\": {\"repair\": 1, \"rat\": 1}} |"
            + " that this version",
        "{\"run\": \"r\", \"operation\": \"verify\", \"arguments\": {\"repair\": false, \"lag\":"
            + " 31}} | lag must be",
        "{\"run\": \"r\", \"operation\": \"verify\", \"arguments\": {\"repair\": false, \"view\":"
            + " \"x\"}} | no view of",
        "{\"run\": \"r\", \"operation\": \"claims\", \"arguments\": {\"repair\": false, \"rate\":"
            + " -1}} | rate must",
        "{\"run\": \"r\", \"operation\": \"verify\", \"arguments\": {\"repair\": false}, \"from\":"
            + " {}} | of another deployment",
      })
  void a_wrong_request_is_refused_with_what_is_wrong(String request, String message)
      throws IOException {
    JsonNode answer =
        JsonMapper.shared().readTree(FunctionCalls.send(operations, request, TIMEOUT));

    assertThat(answer.path("error").path("message").asString()).contains(message);
  }

  @Test
  void a_position_of_another_version_is_refused() throws IOException {
    Map<String, Object> mine = begin("mine");
    call(mine);
    mine.put("from", Map.of("at", Map.of("view", 0), "deployed", "something else"));

    assertThat(call(mine).path("error").path("message").asString())
        .isEqualTo("The position to go on from is of another deployment: begin again");
  }

  @Test
  void a_timeout_that_is_too_short_is_refused() throws IOException {
    JsonNode answer =
        JsonMapper.shared()
            .readTree(FunctionCalls.call(operations, begin("mine"), Duration.ofSeconds(50)));

    assertThat(answer.path("error").path("kind").asString()).isEqualTo("misconfigured");
    assertThat(answer.path("error").path("message").asString())
        .startsWith("The function's Timeout is too short: this needs ");
  }

  @Test
  void claims_that_a_later_deployment_will_make_are_audited_with_its_settings() throws IOException {
    Map<String, String> without = environment();
    without.put("UNIQUE_EMAIL", "false");
    operations.close();
    operations = new OperationsFunction(without);

    assertThat(
            call(Map.of("run", "r", "operation", "claims", "arguments", Map.of("repair", false)))
                .path("error")
                .path("message")
                .asString())
        .startsWith("With these settings the service makes no claims");
    JsonNode totals =
        run("claims", Map.of("repair", true, "settings", Map.of("UNIQUE_EMAIL", "true")), 60)
            .getLast()
            .path("totals");
    assertThat(totals.path("claims").asInt()).isEqualTo(CUSTOMERS);
    JsonNode fill = run("claims", Map.of("repair", true, "ifNeverFilled", true), 60).getLast();
    assertThat(fill.path("totals").isEmpty()).isTrue();
  }

  @Test
  void a_store_that_refuses_ends_the_slice_with_an_answer() throws IOException {
    Map<String, String> broken = environment();
    broken.put("COMMAND_TABLE", "no-such-table");
    operations.close();
    operations = new OperationsFunction(broken);

    JsonNode answer = call(begin("mine"));
    assertThat(answer.path("error").path("kind").asString()).isEqualTo("unavailable");
    assertThat(answer.path("error").path("message").asString())
        .startsWith("DynamoDB did not describe table no-such-table");
  }

  private static Map<String, Object> begin(String run) {
    return new HashMap<>(
        Map.of(
            "operation",
            "verify",
            "arguments",
            Map.of("repair", false, "lag", 0),
            "run",
            run,
            "by",
            run + " of tests",
            "seconds",
            0));
  }

  private List<JsonNode> run(String operation, Map<String, ?> arguments, int seconds)
      throws IOException {
    return finish(
        new HashMap<>(
            Map.of(
                "operation",
                operation,
                "arguments",
                arguments,
                "run",
                operation + seconds,
                "seconds",
                seconds)));
  }

  private List<JsonNode> finish(Map<String, Object> request) throws IOException {
    List<JsonNode> answers = new ArrayList<>();
    while (true) {
      JsonNode answer = call(request);
      assertThat(answer.has("error")).as(answer.toString()).isFalse();
      answers.add(answer);
      if (answer.path("done").asBoolean()) {
        return answers;
      }
      request.remove("resume");
      request.put("from", answer.path("from"));
    }
  }

  private JsonNode call(Map<String, ?> request) throws IOException {
    return JsonMapper.shared().readTree(FunctionCalls.call(operations, request, TIMEOUT));
  }
}
