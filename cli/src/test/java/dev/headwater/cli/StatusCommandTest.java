package dev.headwater.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.headwater.cli.operated.FakeFunction;
import dev.headwater.cli.operated.OperatedService;
import dev.headwater.host.InterruptedWaitException;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class StatusCommandTest {
  private static final String HEALTHY = answer("");
  private static final String PARKED =
      answer(
          """
          {"problem": "2 messages are parked in order-view",
           "command": "headwater dead-letters list --queue order-view"},
          {"problem": "3 calls of relay failed", "command": "aws logs tail /logs/shop"}\
          """);
  private static final String REFUSED =
      """
      {"headwater": "9", "error": {"kind": "invalid-request", "message": "Unknown operation"}}\
      """;

  private final StringWriter output = new StringWriter();
  private final StringWriter errors = new StringWriter();
  private final CommandLine command =
      Main.commandLine().setOut(new PrintWriter(output)).setErr(new PrintWriter(errors));
  private final FakeFunction function;

  @TempDir Path folder;

  StatusCommandTest() throws IOException {
    function = new FakeFunction();
  }

  private static String answer(String attention) {
    return """
    {"headwater": "9", "service": "shop", "result": {
     "tables": [{"name": "events", "state": "known", "found":
       {"table": "EventsTable", "status": "ACTIVE", "items": 1234, "stream": true}}],
     "relay": {"name": "relay", "state": "known", "found": {"function": "relay",
       "lastPublished": "2026-11-30T12:00:00Z", "lagMillis": 250, "calls": 4}},
     "queues": [
       {"name": "order-view", "state": "known",
        "found": {"waiting": 3, "inFlight": 1, "parked": 2}},
       {"name": "order-search", "state": "off"},
       {"name": "parked-commits", "state": "unknown", "reason": "SQS did not answer (Timeout)"}],
     "views": [{"name": "order-view", "state": "known", "found": {"view": "order-view",
       "fingerprint": "abc", "sampled": 100, "foreign": 7, "compared": 25, "behind": 1}}],
     "search": {"name": "search", "state": "off"},
     "functions": {"name": "functions", "state": "known",
       "found": [{"function": "relay", "calls": 4, "errors": 3, "throttles": 0}]},
     "runs": {"name": "the last runs", "state": "known", "found": [{"operation": "verify",
       "by": "ada", "since": "2026-11-30T11:00:00Z", "request": "verify {repair=true}",
       "interrupted": true}]},
     "claims": {"name": "claims", "state": "known",
       "found": {"filled": true, "ofAnotherTable": false}},
     "attention": [%s]}}\
    """
        .formatted(attention);
  }

  @BeforeEach
  void listen() throws IOException {
    function.listenOn(folder, OperatedService.FUNCTION);
  }

  @AfterEach
  void close() {
    function.close();
  }

  @Test
  void shows_a_healthy_service_on_one_screen() {
    function.answers(HEALTHY);

    assertThat(status()).isZero();
    assertThat(output.toString())
        .isEqualTo(
            """
            shop (Headwater 9): healthy

            tables
              events             ACTIVE, about 1234 items, stream on, EventsTable

            relay
              relay              last published at 2026-11-30T12:00:00Z, lag 0.3 s, 4 calls

            queues                waiting  in flight  parked
              order-view                 3          1       2
              order-search       off
              parked-commits     unknown: SQS did not answer (Timeout)

            views, a sample of each store
              order-view         of 100 views, 7 of another version; of 25 compared, 1 behind; \
            fingerprint abc
              search             off
              claims             filled

            functions, in the last 15 minutes
              relay: 4 calls, 3 errors, 0 throttled

            operations
              verify {repair=true}, by ada since 2026-11-30T11:00:00Z: interrupted
            """);
    assertThat(function.requests())
        .extracting(JsonNode::toString)
        .containsExactly("{\"operation\":\"status\"}");
  }

  @Test
  void says_first_what_needs_attention_and_what_to_type() {
    function.answers(PARKED);

    assertThat(status()).isEqualTo(1);
    assertThat(output.toString())
        .startsWith(
            """
            shop (Headwater 9): 2 things need attention

            ! 2 messages are parked in order-view
                headwater dead-letters list --queue order-view --data %s

            ! 3 calls of relay failed
                aws logs tail /logs/shop

            tables
            """
                .formatted(folder));
  }

  @Test
  void prints_json_for_programs() {
    function.answers(PARKED);

    assertThat(status("-o", "json")).isEqualTo(1);
    JsonNode document = JsonMapper.shared().readTree(output.toString());
    assertThat(document.path("service").asString()).isEqualTo("shop");
    assertThat(document.path("healthy").asBoolean(true)).isFalse();
    assertThat(document.at("/queues/0/found/parked").asInt()).isEqualTo(2);
    assertThat(document.at("/attention/0/command").asString()).endsWith(" --data " + folder);
  }

  @Test
  void a_service_that_cannot_be_looked_at_is_a_failure_of_its_own() throws IOException {
    function.answers(REFUSED);
    assertThat(status()).isEqualTo(2);
    assertThat(errors.toString()).startsWith("headwater: Unknown operation.");

    Files.delete(folder.resolve("endpoints.json"));
    assertThat(status()).isEqualTo(2);
    assertThat(errors.toString()).contains("No service is running on " + folder);
  }

  @Test
  void watching_survives_a_service_that_is_away() throws IOException {
    function.answers(HEALTHY).answers(HEALTHY);
    List<Duration> pauses = new ArrayList<>();
    Path endpoints = folder.resolve("endpoints.json");
    Path away = folder.resolve("away");
    StatusWatch watch =
        new StatusWatch(
            look(true)::tryOnce,
            new PrintWriter(output),
            false,
            Duration.ofSeconds(7),
            pause -> {
              pauses.add(pause);
              try {
                switch (pauses.size()) {
                  case 1 -> Files.move(endpoints, away);
                  case 2 -> Files.move(away, endpoints);
                  default -> throw new InterruptedWaitException(new InterruptedException());
                }
              } catch (IOException e) {
                throw new AssertionError(e);
              }
            });

    assertThatExceptionOfType(InterruptedWaitException.class).isThrownBy(watch::run);
    assertThat(pauses).hasSize(3).containsOnly(Duration.ofSeconds(7));
    List<JsonNode> lines =
        output.toString().lines().map(line -> JsonMapper.shared().readTree(line)).toList();
    assertThat(lines).hasSize(3);
    assertThat(lines.get(0).path("healthy").asBoolean(false)).isTrue();
    assertThat(lines.get(1).path("error").asString()).startsWith("No service is running on");
    assertThat(lines.get(2)).isEqualTo(lines.get(0));
  }

  @Test
  void watching_draws_over_the_last_look_on_a_terminal() {
    StatusWatch watch =
        new StatusWatch(
            () -> "one\ntwo\n",
            new PrintWriter(output),
            true,
            Duration.ofSeconds(5),
            pause -> {
              throw new InterruptedWaitException(new InterruptedException());
            });

    assertThatExceptionOfType(InterruptedWaitException.class).isThrownBy(watch::run);
    assertThat(output.toString())
        .isEqualTo(
            "\u001b[2J\u001b[Hone\u001b[K\ntwo\u001b[K\n\u001b[K\nevery 5 s; Ctrl-C ends this"
                + "\u001b[K\u001b[J");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--interval 3 | --interval goes with --watch",
        "--watch --interval 0 | it must be from 1 to 3600",
        "--watch --interval 3601 | it must be from 1 to 3600",
        "--watch --interval x | is not a whole number",
        "--stack a --data c | give one of them"
      })
  void refuses_what_it_cannot_do(String options, String said) {
    assertThat(command.execute(("status " + options).split(" "))).isEqualTo(2);
    assertThat(errors.toString()).contains(said);
  }

  @Test
  void quotes_what_a_shell_would_split() {
    assertThat(OperatedService.option("--data", Path.of("/my data/it's")))
        .isEqualTo(" --data '/my data/it'\\''s'");
    assertThat(OperatedService.option("--stack", null)).isEmpty();
  }

  private StatusLook look(boolean json) {
    OperatedService service = new OperatedService();
    new CommandLine(service).parseArgs("--data", folder.toString());
    return new StatusLook(service, json);
  }

  private int status(String... options) {
    List<String> arguments = new ArrayList<>(List.of("status", "--data", folder.toString()));
    arguments.addAll(List.of(options));
    return command.execute(arguments.toArray(String[]::new));
  }
}
