package dev.headwater.customers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.headwater.customers.OperatedCustomers.Run;
import dev.headwater.dynamodb.operations.LetterArchive;
import dev.headwater.dynamodb.operations.LetterArchive.Archived;
import dev.headwater.host.Host;
import dev.headwater.service.functions.OperationsFunction;
import java.io.IOException;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import tools.jackson.databind.JsonNode;

/** Dead letters of the customer view, on a real table and a real queue. */
class DeadLettersTest {
  private static final String DAMAGED = "The stored view has no readable version";

  private final OperatedCustomers customers = new OperatedCustomers();

  DeadLettersTest() throws IOException {}

  @AfterEach
  void stop() {
    customers.close();
  }

  @Test
  void groups_letters_by_how_they_failed() throws IOException {
    park("ada", 1, "unreadable-event", "Cannot read version 1");
    park("ada", 2, "unreadable-event", "Cannot read version 2");
    park("bob", 1, "unreadable-event", "Cannot read version 1");
    park("eve", 1, "damaged-view", DAMAGED);
    send("no event", Map.of());

    for (int look = 0; look < 2; look++) {
      Run list = run("LIST", Map.of());
      assertThat(list.findings())
          .extracting(
              group -> group.path("failure").path("kind").asString(),
              group -> group.path("letters").asInt(),
              group -> group.path("streams").asInt(),
              group -> group.path("caughtUp").asInt(-1))
          .containsExactlyInAnyOrder(
              tuple("unreadable-event", 3, 2, 0),
              tuple("damaged-view", 1, 1, 0),
              tuple("unknown", 1, 0, 0));
      assertThat(list.total("letters")).isEqualTo(5);
      assertThat(list.total("groups")).isEqualTo(3);
      assertThat(list.total("incomplete")).isZero();
    }
    customers.verify(true);
    assertThat(run("LIST", Map.of()).findings())
        .extracting(group -> group.path("caughtUp").asInt(-1))
        .containsExactlyInAnyOrder(3, 1, 0);
  }

  @Test
  void shows_letters_and_values_only_if_asked() throws IOException {
    park("ada", 1, "damaged-view", DAMAGED);

    Run masked = run("SHOW", Map.of());
    JsonNode letter = masked.findings().getFirst();
    assertThat(letter.path("content").path("payload").path("email").asString()).isEqualTo("***");
    assertThat(letter.path("content").path("eventId").asString()).isEqualTo("ada@1");
    assertThat(letter.path("stream").asString()).isEqualTo("CUSTOMER#ada");
    assertThat(masked.last().toString()).doesNotContain("@example.com", "Name of", "personalData");

    Run shown = run("SHOW", Map.of("values", true));
    assertThat(shown.last().path("personalData").asBoolean()).isTrue();
    assertThat(shown.findings().getFirst().path("content").path("payload").path("email").asString())
        .isEqualTo("ada@example.com");
    assertThat(run("SHOW", Map.of("stream", "bob")).findings()).isEmpty();
    assertThat(refusal("SHOW", Map.of("stream", "ORDER#1"))).contains("[CUSTOMER]");
  }

  @Test
  void masks_all_of_what_is_no_event_of_the_service() throws IOException {
    send(
        """
        {"detail": {"reason": "secret", "commit": {"first": "secret"}, "eventId": "secret"}}\
        """,
        Map.of());
    send("{\"PK\": \"secret\", \"reason\": \"secret\"}", Map.of());
    send("secret", Map.of());
    send(
        """
        {"detail": {"category": "CUSTOMER", "aggregateId": "ada", "commandId": {"a": "secret"}}}\
        """,
        Map.of());

    Run masked = run("SHOW", Map.of());
    assertThat(masked.findings()).hasSize(4);
    assertThat(masked.last().toString()).doesNotContain("secret");
  }

  @Test
  void says_so_if_another_reader_hides_letters() throws IOException {
    park("ada", 1, "damaged-view", DAMAGED);
    customers.hideAll(OperatedCustomers.LETTERS);

    assertThat(run("LIST", Map.of()).total("incomplete")).isEqualTo(1);
    Run redrive = run("REDRIVE", Map.of("all", true));
    assertThat(redrive.total("incomplete")).isEqualTo(1);
    assertThat(redrive.total("redriven")).isZero();
    assertThat(depth()).isEqualTo(1);
  }

  @Test
  void one_letter_repairs_its_customer_and_takes_the_others_of_it_along() throws IOException {
    park("ada", 1, "unreadable-event", "Cannot read version 1");
    park("ada", 2, "damaged-view", DAMAGED);
    park("bob", 1, "unreadable-event", "Cannot read version 1");
    String message =
        run("SHOW", Map.of("stream", "CUSTOMER#ada"))
            .findings()
            .getFirst()
            .path("message")
            .asString();

    Run redrive = run("REDRIVE", Map.of("message", message));

    assertThat(redrive.total("redriven")).isEqualTo(1);
    assertThat(redrive.total("superfluous")).isEqualTo(1);
    assertThat(run("SHOW", Map.of()).findings())
        .extracting(letter -> letter.path("stream").asString())
        .containsExactly("CUSTOMER#bob");
    assertThat(viewVersion("ada")).isEqualTo("2");
    assertThat(viewVersion("bob")).isEqualTo("0");
  }

  @Test
  void a_group_is_redriven_alone() throws IOException {
    park("ada", 1, "unreadable-event", "Cannot read version 1");
    park("bob", 1, "unreadable-event", "Cannot read version 1");
    park("eve", 1, "damaged-view", DAMAGED);
    String group =
        run("SHOW", Map.of("stream", "CUSTOMER#bob"))
            .findings()
            .getFirst()
            .path("group")
            .asString();

    assertThat(run("REDRIVE", Map.of("group", group)).total("redriven")).isEqualTo(2);

    assertThat(viewVersion("ada")).isEqualTo("2");
    assertThat(viewVersion("bob")).isEqualTo("2");
    assertThat(viewVersion("eve")).isEqualTo("0");
    assertThat(depth()).isEqualTo(1);
  }

  @Test
  void what_fails_again_is_parked_again_with_its_new_reason() throws IOException {
    park("ada", 1, "unreadable-event", "Cannot read version 1");
    park("bob", 1, "unreadable-event", "Cannot read version 1");
    send("no event", Map.of());
    damageView("ada");

    Run redrive = run("REDRIVE", Map.of("all", true));

    assertThat(redrive.total("redriven")).isEqualTo(1);
    assertThat(redrive.total("failed")).isEqualTo(2);
    assertThat(redrive.findings())
        .extracting(letter -> letter.path("failure").path("kind").asString())
        .containsExactlyInAnyOrder("damaged-view", "malformed");
    assertThat(run("SHOW", Map.of()).findings())
        .hasSize(2)
        .allMatch(letter -> letter.path("attempts").asInt() == 1);

    customers.verify(true);
    assertThat(run("REDRIVE", Map.of("stream", "CUSTOMER#ada")).total("superfluous")).isEqualTo(1);
    assertThat(run("REDRIVE", Map.of("all", true)).total("failed")).isEqualTo(1);
    assertThat(run("SHOW", Map.of()).findings())
        .extracting(letter -> letter.path("attempts").asInt())
        .containsExactly(2);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 60})
  void hundreds_of_letters_wherever_the_run_is_cut(int seconds) throws IOException {
    for (int number = 0; number < 300; number++) {
      park(OperatedCustomers.IDS.get(number % 3), 1 + number % 2, "projection", "Failed");
    }

    Run redrive = run("REDRIVE", Map.of("all", true), seconds);

    assertThat(redrive.total("redriven") + redrive.total("superfluous")).isEqualTo(300);
    assertThat(redrive.total("redriven")).isBetween(1L, 80L);
    assertThat(depth()).isZero();
    customers.verify(false);
  }

  @Test
  void drops_letters_and_remembers_who_and_why() throws IOException {
    park("ada", 1, "damaged-view", DAMAGED);
    park("bob", 1, "damaged-view", DAMAGED);
    assertThat(refusal("DROP", Map.of("stream", "CUSTOMER#ada"))).contains("a reason");

    Run drop = run("DROP", Map.of("stream", "CUSTOMER#ada", "reason", "a test"));

    assertThat(drop.total("dropped")).isEqualTo(1);
    assertThat(depth()).isEqualTo(1);
    JsonNode dropped = run("DROPPED", Map.of()).findings().getFirst();
    assertThat(dropped.path("by").asString()).isEqualTo("tests");
    assertThat(dropped.path("why").asString()).isEqualTo("a test");
    assertThat(dropped.path("queue").asString()).isEqualTo("customer-view");
    assertThat(dropped.path("letters").toString()).isEqualTo("[\"CUSTOMER#ada@1\"]");
  }

  @Test
  void letters_go_to_the_archive_and_come_back_as_they_were() throws IOException {
    park("ada", 1, "damaged-view", DAMAGED);
    send("no event", Map.of());
    JsonNode before = run("SHOW", Map.of("stream", "CUSTOMER#ada")).findings().getFirst();

    assertThat(run("ARCHIVE", Map.of("queue", "customer-view")).total("archived")).isEqualTo(2);
    assertThat(depth()).isZero();
    assertThat(run("LIST", Map.of()).findings()).isEmpty();
    assertThat(run("LIST", Map.of("archived", true)).total("letters")).isEqualTo(2);

    Map<String, Object> ada = Map.of("stream", "CUSTOMER#ada");
    assertThat(run("UNARCHIVE", ada).total("unarchived")).isEqualTo(1);
    assertThat(run("LIST", Map.of("archived", true)).total("letters")).isEqualTo(1);
    JsonNode after = run("SHOW", ada).findings().getFirst();
    for (String same : List.of("group", "failure", "content", "first", "attempts", "version")) {
      assertThat(after.path(same)).as(same).isEqualTo(before.path(same));
    }
    assertThat(run("REDRIVE", ada).total("redriven")).isEqualTo(1);
    assertThat(
            run("DROP", Map.of("archived", true, "all", true, "reason", "a test")).total("dropped"))
        .isEqualTo(1);
    assertThat(run("LIST", Map.of("archived", true)).findings()).isEmpty();
  }

  @Test
  void says_so_if_the_queue_does_not_take_an_archived_letter_back() throws IOException {
    new LetterArchive(
            customers.dynamoDb.client(), customers.template.name("OperationsTable"), Host.system())
        .put("customer-view", new Archived("m", "\uffff", Map.of(), Instant.EPOCH));

    Run unarchive = run("UNARCHIVE", Map.of("all", true));

    assertThat(unarchive.total("unarchived")).isZero();
    assertThat(unarchive.total("left")).isEqualTo(1);
    assertThat(run("LIST", Map.of("archived", true)).total("letters")).isEqualTo(1);
  }

  @Test
  void refuses_what_selects_nothing_or_a_queue_that_is_not_there() throws IOException {
    assertThat(refusal("REDRIVE", Map.of())).contains("must select letters");
    assertThat(refusal("LIST", Map.of("queue", "orders")))
        .contains(
            "no such dead-letter queue; there are [customer-view, parked-commits, relay-failures]");
    assertThat(refusal("SHOW", Map.of("limit", 0))).contains("limit");
    for (String action : List.of("ARCHIVE", "REDRIVE", "UNARCHIVE")) {
      assertThat(refusal(action, Map.of("all", true, "archived", true))).contains("set aside");
    }
    assertThat(refusal("EAT", Map.of())).contains("action");
  }

  @Test
  void a_store_that_does_not_answer_loses_no_letter() throws IOException {
    park("ada", 1, "projection", "Failed");
    Map<String, String> environment = customers.environment();
    environment.put("COMMAND_TABLE", "no-such-table");
    try (var broken = new OperationsFunction(environment)) {
      JsonNode answer =
          OperatedCustomers.call(
              broken,
              OperatedCustomers.request(
                  "dead-letters", arguments("REDRIVE", Map.of("all", true)), 60));
      assertThat(answer.path("error").path("kind").asString()).isEqualTo("unavailable");
      assertThat(answer.path("error").path("retry").asBoolean(true)).isFalse();
    }

    assertThat(run("REDRIVE", Map.of("all", true)).total("redriven")).isEqualTo(1);
  }

  private Run run(String action, Map<String, ?> arguments) throws IOException {
    return run(action, arguments, 60);
  }

  private Run run(String action, Map<String, ?> more, int seconds) throws IOException {
    return customers.run("dead-letters", arguments(action, more), seconds);
  }

  private static Map<String, Object> arguments(String action, Map<String, ?> more) {
    Map<String, Object> arguments = new HashMap<>(more);
    arguments.put("action", action);
    return arguments;
  }

  private String refusal(String action, Map<String, ?> more) throws IOException {
    return customers
        .call(OperatedCustomers.request("dead-letters", arguments(action, more), 60))
        .path("error")
        .path("message")
        .asString();
  }

  private void park(String id, int version, String kind, String reason) {
    send(
        FunctionCalls.body(
            id,
            version,
            version == 1 ? "CustomerRegistered" : "CustomerSuspended",
            Map.of("email", id + "@example.com", "name", "Name of " + id)),
        Map.of("repair", "true", "kind", kind, "reason", reason));
  }

  private void send(String body, Map<String, String> attributes) {
    customers.send(OperatedCustomers.LETTERS, body, attributes);
  }

  private int depth() {
    return customers.depth(OperatedCustomers.LETTERS);
  }

  private void damageView(String id) {
    customers
        .dynamoDb
        .client()
        .putItem(
            put ->
                put.tableName(customers.template.name("CustomersTable"))
                    .item(
                        Map.of(
                            "customerId",
                            AttributeValue.fromS(id),
                            "version",
                            AttributeValue.fromS("damaged"))));
  }

  private String viewVersion(String id) {
    return customers
        .dynamoDb
        .client()
        .getItem(
            get ->
                get.tableName(customers.template.name("CustomersTable"))
                    .key(Map.of("customerId", AttributeValue.fromS(id))))
        .item()
        .getOrDefault("version", AttributeValue.fromN("0"))
        .n();
  }
}
