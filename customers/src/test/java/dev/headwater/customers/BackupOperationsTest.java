package dev.headwater.customers;

import static dev.headwater.customers.OperatedTables.request;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Exports and imports, called as Lambda calls them, from the tables of one stack to another's. */
class BackupOperationsTest {
  private static final List<String> IDS =
      IntStream.range(0, 30).mapToObj(number -> "c" + number).toList();

  private final OperatedTables original = new OperatedTables();
  private final OperatedTables copy = new OperatedTables();

  @AfterEach
  void stop() {
    original.close();
    copy.close();
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 60})
  void what_is_exported_and_imported_is_the_same(int seconds) throws IOException {
    original.registerAndSuspend(IDS);
    Map<String, Object> export = request("export", Map.of());
    export.put("seconds", seconds);
    List<JsonNode> answers = finish(original, export);

    List<JsonNode> commits = commits(answers);
    assertThat(answers.getLast().path("totals").toString())
        .isEqualTo("{\"streams\":30,\"commits\":60,\"events\":60}");
    assertThat(commits).hasSize(60).noneMatch(commit -> commit.has("state"));
    assertThat(answers).allMatch(answer -> answer.path("personalData").asBoolean(false));

    JsonNode totals = upload(copy, commits, true);
    assertThat(totals.toString()).isEqualTo("{\"imported\":60,\"present\":0}");
    assertThat(commits(finish(copy, request("export", Map.of()))))
        .containsExactlyInAnyOrderElementsOf(commits);
    assertThat(copy.events())
        .allSatisfy(
            item ->
                assertThat(item.getOrDefault("imported", AttributeValue.fromS("")).m())
                    .containsEntry("run", AttributeValue.fromS("r"))
                    .containsEntry("publish", AttributeValue.fromBool(false)));
  }

  @Test
  void an_import_can_be_repeated_and_a_restore_cannot() throws IOException {
    original.registerAndSuspend(IDS);
    List<JsonNode> commits = commits(finish(original, request("export", Map.of())));

    assertThat(upload(original, commits, false).toString())
        .isEqualTo("{\"imported\":0,\"present\":60}");
    assertThat(original.events()).noneMatch(item -> item.containsKey("imported"));
    JsonNode refused =
        original.call(request("import", Map.of("publish", true, "intoEmptyTable", true)));
    assertThat(refused.path("error").path("message").asString())
        .startsWith("The events table is not empty, so nothing was restored");
  }

  @Test
  void a_conflict_is_reported_and_the_other_streams_are_imported() throws IOException {
    original.registerAndSuspend(List.of("ada", "bob"));
    copy.registerAndSuspend(List.of("ada"));
    List<JsonNode> commits = commits(finish(original, request("export", Map.of())));
    Map<String, Object> importing = request("import", Map.of("publish", true));
    importing.put("commits", commits);
    importing.put("last", true);

    JsonNode answer = copy.call(importing);

    assertThat(answer.path("done").asBoolean()).isTrue();
    assertThat(answer.path("totals").toString())
        .isEqualTo("{\"imported\":2,\"present\":0,\"refused\":1}");
    assertThat(answer.path("findings").toString())
        .isEqualTo(
            """
            [{"kind":"conflict","stream":"CUSTOMER#ada","version":1,\
            "reason":"the table has another commit at version 1"}]\
            """);
    assertThat(copy.events()).hasSize(4);
  }

  @Test
  void some_streams_are_exported_and_a_missing_one_is_reported() throws IOException {
    original.registerAndSuspend(List.of("ada", "bob"));

    List<JsonNode> answers =
        finish(
            original, request("export", Map.of("streams", List.of("CUSTOMER#bob", "bob", "zoe"))));

    assertThat(commits(answers))
        .extracting(commit -> commit.path("SK").path("S").asString())
        .containsExactly("EVENT#0000000001", "EVENT#0000000002");
    assertThat(answers.getLast().path("totals").path("broken").asInt()).isEqualTo(1);
    assertThat(answers.getLast().path("findings").path(0).path("stream").asString())
        .isEqualTo("CUSTOMER#zoe");
  }

  @Test
  void a_commit_that_no_code_can_read_is_kept() throws IOException {
    original.registerAndSuspend(List.of("ada"));
    Map<String, AttributeValue> item = new HashMap<>(original.events().getLast());
    item.put("PK", AttributeValue.fromS("PARCEL#1"));
    item.put("SK", AttributeValue.fromS("EVENT#0000000001"));
    item.put("version", AttributeValue.fromN("1"));
    item.put(
        "events",
        AttributeValue.fromL(
            List.of(
                AttributeValue.fromM(
                    Map.of(
                        "eventType", AttributeValue.fromS("OfTheFuture"),
                        "schemaVersion", AttributeValue.fromN("9"),
                        "payload",
                            AttributeValue.fromM(
                                Map.of("tags", AttributeValue.fromSs(List.of("a", "b")))))))));
    original.putEvent(item);

    List<JsonNode> commits = commits(finish(original, request("export", Map.of())));
    assertThat(upload(copy, commits, true).path("imported").asInt()).isEqualTo(3);
    assertThat(copy.events())
        .anySatisfy(each -> assertThat(each).containsEntry("events", item.get("events")));
  }

  /** A page of the table is larger than an answer may be. */
  @Test
  void an_answer_stays_below_the_limit_of_lambda() throws IOException {
    String control = "\u0001".repeat(60_000);
    original.registerAndSuspend(List.of("ada"));
    Map<String, AttributeValue> item = new HashMap<>(original.events().getFirst());
    for (int number = 0; number < 30; number++) {
      item.put("PK", AttributeValue.fromS("CUSTOMER#large" + number));
      item.put("SK", AttributeValue.fromS("EVENT#0000000001"));
      item.put("version", AttributeValue.fromN("1"));
      item.put("more", AttributeValue.fromS(control));
      original.putEvent(item);
    }
    Map<String, Object> export = request("export", Map.of());
    export.put("seconds", 60);

    List<JsonNode> answers = finish(original, export);

    assertThat(answers)
        .hasSizeGreaterThan(3)
        .allSatisfy(answer -> assertThat(answer.toString().length()).isLessThan(6_000_000));
    assertThat(commits(answers)).hasSize(32).doesNotHaveDuplicates();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "export | {\"streams\": [\"PARCEL#1\"]} | [] | A stream reads CATEGORY#id, with one of the",
        "export | {\"streams\": [\"#\"]} | [] | A stream reads CATEGORY#id",
        "export | {\"rate\": -1} | [] | arguments rate must not be negative",
        "export | {} | [1] | Only import takes commits",
        "import | {} | [] | publish is missing",
        "import | {\"publish\": true} | 1 | commits must be a list",
        "import | {\"publish\": true} | [1] | commits has something that is not a commit: a map of",
        "import | {\"publish\": true} | [{}] | commits has something that is not a commit: 'PK' is",
        "import | {\"publish\": true, \"intoEmptyTable\": true} | [1] | The first call must not",
      })
  void a_wrong_request_is_refused_with_what_is_wrong(
      String operation, String arguments, String commits, String message) throws IOException {
    Map<String, Object> wrong = request(operation, Map.of());
    wrong.put("arguments", JsonMapper.shared().readTree(arguments));
    wrong.put("commits", JsonMapper.shared().readTree(commits));

    assertThat(original.call(wrong).path("error").path("message").asString()).startsWith(message);
    assertThat(original.events()).isEmpty();
  }

  /** As the command line does: nothing in the first call, then batches. */
  private static JsonNode upload(OperatedTables tables, List<JsonNode> commits, boolean intoEmpty)
      throws IOException {
    Map<String, Object> request =
        request("import", Map.of("publish", false, "intoEmptyTable", intoEmpty));
    JsonNode answer = tables.call(request);
    for (int from = 0; from < commits.size(); from += 7) {
      assertThat(answer.has("error")).as(answer.toString()).isFalse();
      request.put("from", answer.path("from"));
      request.put("commits", commits.subList(from, Math.min(commits.size(), from + 7)));
      request.put("last", from + 7 >= commits.size());
      answer = tables.call(request);
    }
    assertThat(answer.path("done").asBoolean()).as(answer.toString()).isTrue();
    assertThat(answer.path("read").asInt()).isEqualTo(commits.size());
    return answer.path("totals");
  }

  private static List<JsonNode> commits(List<JsonNode> answers) {
    return answers.stream().flatMap(answer -> answer.path("commits").valueStream()).toList();
  }

  private static List<JsonNode> finish(OperatedTables tables, Map<String, Object> request)
      throws IOException {
    List<JsonNode> answers = new ArrayList<>();
    while (true) {
      JsonNode answer = tables.call(request);
      assertThat(answer.has("error")).as(answer.toString()).isFalse();
      answers.add(answer);
      if (answer.path("done").asBoolean()) {
        return answers;
      }
      request.put("from", answer.path("from"));
    }
  }
}
