package dev.headwater.cli;

import static org.assertj.core.api.Assertions.assertThat;

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

/** Commands that cannot go on: that must not look as if they had found something. */
class BrokenRunTest {
  private final StringWriter output = new StringWriter();
  private final StringWriter errors = new StringWriter();
  private final CommandLine command = Main.commandLine();

  @TempDir Path folder;
  private final BrokenDynamoDb dynamoDb;

  BrokenRunTest() throws IOException {
    dynamoDb = new BrokenDynamoDb();
  }

  @BeforeEach
  void listen() throws IOException {
    dynamoDb.listenOn(folder);
  }

  @AfterEach
  void close() {
    dynamoDb.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"verify", "claims check", "claims repair"})
  void a_run_that_fails_prints_one_sentence_and_exits_with_2(String name) {
    assertFails(
        name,
        "'headwater "
            + name
            + "' failed with a java.lang.IllegalArgumentException; add --verbose to see where.");
    assertThat(output.toString()).doesNotContain(BrokenDynamoDb.SECRET);
  }

  @ParameterizedTest
  @ValueSource(strings = {"verify", "claims check", "claims repair"})
  void another_service_is_refused(String name) throws IOException {
    dynamoDb.listenOn(folder, "OrdersTable");

    assertFails(
        name,
        "The service running on "
            + folder
            + " is not the customer service: it has no CustomersTable.");
  }

  private void assertFails(String name, String sentence) {
    assertThat(run(name)).isEqualTo(2);
    assertThat(errors.toString()).isEqualTo("headwater: " + sentence + System.lineSeparator());
  }

  @Test
  void a_verbose_run_shows_where_it_failed() {
    assertThat(run("verify --verbose")).isEqualTo(2);
    assertThat(errors.toString())
        .contains("at dev.headwater.dynamodb.")
        .doesNotContain(BrokenDynamoDb.SECRET);
  }

  @ParameterizedTest
  @CsvSource({"verify, differences", "claims check, findings"})
  void the_document_of_a_run_that_fails_is_well_formed(String name, String list) {
    assertThat(run(name + " --json")).isEqualTo(2);
    JsonNode document = JsonMapper.shared().readTree(output.toString());
    assertThat(document.path("complete").asBoolean(true)).isFalse();
    assertThat(document.path(list)).isNotEmpty();
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
