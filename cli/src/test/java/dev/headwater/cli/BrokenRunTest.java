package dev.headwater.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headwater.cli.operated.FakeFunction;
import dev.headwater.cli.operated.OperatedService;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Operations that cannot go on: that must not look as if they had found something. */
class BrokenRunTest {
  private static final String FIRST =
      """
      {"headwater": "9", "noun": "order", "done": false, "read": 2, "expected": 9,
        "findings": [{"kind": "missing", "projection": "any", "stream": "ORDER#1"}],
        "totals": {"wrong": 1, "different": 1}, "from": {"at": 7}, "news": ["of", "later"]}\
      """;
  private static final String BROKEN =
      """
      {"headwater": "9", "findings": [],
        "error": {"kind": "internal-fault", "message": "The service failed with a x.Y"}}\
      """;
  private static final String LAST =
      """
      {"headwater": "9", "noun": "order", "done": true,
        "findings": [], "totals": {"streams": 3, "claims": 2, "views": 4}}\
      """;

  private final StringWriter output = new StringWriter();
  private final StringWriter errors = new StringWriter();
  private final CommandLine command = Main.commandLine();

  @TempDir Path folder;
  private final FakeFunction function;

  BrokenRunTest() throws IOException {
    function = new FakeFunction();
  }

  @BeforeEach
  void listen() throws IOException {
    function.listenOn(folder, OperatedService.FUNCTION);
  }

  @AfterEach
  void close() {
    function.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"verify", "claims check", "claims repair"})
  void a_run_that_fails_prints_one_sentence_and_exits_with_2(String name) {
    function.answers(FIRST).answers(BROKEN);

    assertFails(name, "The service failed with a x.Y.");
    assertThat(output.toString()).contains("ORDER#1").doesNotContain("checked");
  }

  @ParameterizedTest
  @CsvSource({
    "verify, checked 3 orders and 4 views: no differences",
    "claims check, checked 3 orders and 2 claims: nothing is wrong"
  })
  void a_run_goes_on_from_where_the_last_answer_ended(String name, String end) {
    function.answers(FIRST).answers(LAST).answers("{\"headwater\": \"9\"}");

    assertThat(run(name)).as(errors.toString()).isZero();
    assertThat(output.toString().lines()).endsWith(end);
    List<JsonNode> requests = List.copyOf(function.requests());
    assertThat(requests).hasSize(3);
    assertThat(requests.getFirst().has("from")).isFalse();
    assertThat(requests.get(1).path("from").path("at").asInt()).isEqualTo(7);
    assertThat(requests.getLast().path("end").asBoolean()).isTrue();
    assertThat(requests.getLast().path("run")).isEqualTo(requests.getFirst().path("run"));
  }

  @Test
  void another_version_of_the_service_is_named_when_it_does_not_understand() {
    function.answers(
        """
        {"headwater": "0.0.1",
          "error": {"kind": "invalid-request", "message": "No such operation"}}\
        """);

    assertFails(
        "verify",
        "No such operation. (The service has Headwater 0.0.1, this command (unpackaged).)");
  }

  @ParameterizedTest
  @ValueSource(strings = {"[]", "\"hello\"", "{\"statusCode\": 200}", "no JSON"})
  void any_other_function_is_refused(String answer) {
    function.answers(answer);

    assertFails(
        "verify", "The function shop-operations is not an operations function of Headwater.");
  }

  @Test
  void a_missing_permission_is_named() {
    function.refuses(403, "AccessDeniedException");

    assertThat(run("verify")).isEqualTo(2);
    assertThat(errors.toString())
        .startsWith("headwater: You need the permission lambda:InvokeFunction for the function");
  }

  @Test
  void a_missing_function_is_named() {
    function.refuses(404, "ResourceNotFoundException");

    assertThat(run("verify")).isEqualTo(2);
    assertThat(errors.toString()).startsWith("headwater: There is no function shop-operations in");
  }

  @Test
  void a_service_without_the_function_is_told_what_to_add() throws IOException {
    function.listenOn(folder, "OtherFunction");

    assertThat(run("verify")).isEqualTo(2);
    assertThat(errors.toString())
        .startsWith("headwater: The service running on " + folder + " has no function Operations");
  }

  private void assertFails(String name, String sentence) {
    assertThat(run(name)).isEqualTo(2);
    assertThat(errors.toString()).isEqualTo("headwater: " + sentence + System.lineSeparator());
  }

  @ParameterizedTest
  @CsvSource({"verify, differences", "claims check, findings"})
  void the_document_of_a_run_that_fails_is_well_formed(String name, String list) {
    function.answers(FIRST).answers(BROKEN);

    assertThat(run(name + " -o json")).isEqualTo(2);
    JsonNode document = JsonMapper.shared().readTree(output.toString());
    assertThat(document.path("complete").asBoolean(true)).isFalse();
    assertThat(document.path(list)).hasSize(1);
  }

  @Test
  void an_interrupted_run_of_somebody_else_is_mentioned() {
    function.answers(
        """
        {"headwater": "9", "done": true, "totals": {},
          "earlier": {"by": "eve on pc", "since": "2026-01-02T03:04:05Z", "read": 1}}\
        """);
    function.answers("{\"headwater\": \"9\"}");

    assertThat(run("verify")).isZero();
    assertThat(errors.toString())
        .contains("An earlier run, by eve on pc since 2026-01-02T03:04:05Z, was interrupted;");
  }

  @Test
  void an_error_is_no_finding_either() {
    command.addSubcommand(new Exhausted());
    command.setOut(new PrintWriter(output)).setErr(new PrintWriter(errors));

    assertThat(command.execute("exhausted")).isEqualTo(2);
    assertThat(errors.toString()).contains("java.lang.OutOfMemoryError").doesNotContain("secret");
  }

  @Test
  void nor_does_a_verbose_run_quote_an_error() {
    command.addSubcommand(new Exhausted());
    command.setOut(new PrintWriter(output)).setErr(new PrintWriter(errors));

    assertThat(command.execute("exhausted", "--verbose")).isEqualTo(2);
    assertThat(errors.toString())
        .contains("at dev.headwater.cli.BrokenRunTest")
        .doesNotContain("secret");
  }

  private int run(String line) {
    command.setOut(new PrintWriter(output)).setErr(new PrintWriter(errors));
    List<String> arguments = new ArrayList<>(List.of(line.split(" ")));
    arguments.addAll(List.of("--data", folder.toString()));
    return command.execute(arguments.toArray(String[]::new));
  }

  @Command(name = "exhausted", exitCodeOnExecutionException = CommandLine.ExitCode.USAGE)
  private static final class Exhausted implements Runnable {
    @Option(names = "--verbose")
    private boolean verbose;

    @Override
    public void run() {
      throw new OutOfMemoryError("a secret" + (verbose ? ", at length" : ""));
    }
  }
}
