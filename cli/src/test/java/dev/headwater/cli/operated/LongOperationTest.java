package dev.headwater.cli.operated;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.headwater.cli.report.TextReport;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Calls that fail by chance, and those that always do. */
class LongOperationTest {
  private static final String FAILURE = "{\"errorMessage\": \"Task timed out\"}";
  private static final String SAID =
      "The function shop-operations failed: Task timed out. Its log says more.";
  private static final String FIRST =
      "{\"headwater\": \"9\", \"done\": false, \"from\": {\"at\": 7}}";
  private static final String LAST = "{\"headwater\": \"9\", \"done\": true}";

  private static final String ENDED = "{\"headwater\": \"9\"}";
  private static final String BUSY_STORE =
      """
      {"headwater": "9", "error": {"message": "DynamoDB is slow", "retry": true}}\
      """;

  private final StringWriter output = new StringWriter();
  private final StringWriter errors = new StringWriter();
  private final List<Duration> waits = new ArrayList<>();
  private final FakeFunction function;

  @TempDir Path folder;

  LongOperationTest() throws IOException {
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

  @Test
  void a_slice_that_failed_is_done_again() {
    function
        .answers(FIRST)
        .fails(FAILURE)
        .refuses(429, "TooManyRequestsException")
        .answers(BUSY_STORE)
        .answers(LAST)
        .answers(ENDED);

    run();

    List<JsonNode> requests = List.copyOf(function.requests());
    assertThat(requests).hasSize(6);
    assertThat(requests.subList(2, 5)).containsOnly(requests.get(1));
    assertThat(requests.getLast().path("end").asBoolean()).isTrue();
    assertThat(waits)
        .containsExactly(Duration.ofSeconds(1), Duration.ofSeconds(2), Duration.ofSeconds(4));
    assertThat(errors.toString().lines())
        .containsExactly(
            SAID + " Trying again.",
            "Cannot call the function shop-operations. Trying again.",
            "DynamoDB is slow. Trying again.");
  }

  @Test
  void a_function_that_always_fails_ends_the_run() {
    function.fails(FAILURE).fails(FAILURE).fails(FAILURE).fails(FAILURE);

    assertThatExceptionOfType(CommandException.class).isThrownBy(this::run).withMessage(SAID);
    assertThat(waits).hasSize(3);
  }

  @Test
  void the_last_call_is_repeated_too_and_its_failure_does_not_make_the_run_fail() {
    function.answers(LAST).fails(FAILURE).answers(ENDED);
    run();
    assertThat(waits).hasSize(1);
    assertThat(errors.toString().lines()).containsExactly(SAID + " Trying again.");

    function.answers(LAST).fails(FAILURE).fails(FAILURE).fails(FAILURE).fails(FAILURE);
    run();
    assertThat(errors.toString()).contains("The run is complete, but", SAID);
  }

  @Test
  void a_description_that_failed_is_asked_for_again() {
    function.fails(FAILURE).answers(ENDED);

    try (OperationsClient client = OperatedService.onThisMachine(folder, null)) {
      client.describe(new Console(new PrintWriter(errors), waits::add));
    }

    assertThat(waits).hasSize(1);
    assertThat(errors.toString().lines()).containsExactly(SAID + " Trying again.");
  }

  @Test
  void failures_that_are_far_apart_do_not_add_up() {
    for (int slices = 0; slices < 3; slices++) {
      function.fails(FAILURE).fails(FAILURE).answers(FIRST);
    }
    function.answers(LAST).answers(ENDED);

    run();

    assertThat(waits).hasSize(6);
  }

  @Test
  void a_slice_is_prepared_and_received_once_however_often_it_is_sent() {
    function.answers(FIRST).fails(FAILURE).answers(LAST).answers(ENDED);
    AtomicInteger prepared = new AtomicInteger();
    List<JsonNode> received = new ArrayList<>();

    run(
        new LongOperation.Exchange(
            request -> request.put("number", prepared.incrementAndGet()),
            received::add,
            false,
            "begin again"));

    assertThat(function.requests())
        .extracting(request -> request.path("number").asInt(0))
        .containsExactly(1, 2, 2, 0);
    assertThat(received)
        .containsExactly(JsonMapper.shared().readTree(FIRST), JsonMapper.shared().readTree(LAST));
  }

  @Test
  void what_cannot_be_resumed_says_what_to_do_instead() {
    function.answers(
        """
        {"headwater": "9", "error": {"kind": "unavailable", "message": "DynamoDB is down"}}\
        """);

    assertThatExceptionOfType(CommandException.class)
        .isThrownBy(
            () ->
                run(new LongOperation.Exchange(request -> {}, answer -> {}, false, "begin again")))
        .withMessage("DynamoDB is down. What was done until then stays; begin again.");
  }

  private void run() {
    run(LongOperation.Exchange.OF_POSITIONS);
  }

  private void run(LongOperation.Exchange exchange) {
    try (OperationsClient client = OperatedService.onThisMachine(folder, null)) {
      new LongOperation(
              client,
              new LongOperation.Run("verify", JsonMapper.shared().createObjectNode(), false),
              exchange,
              new Console(new PrintWriter(errors), waits::add))
          .run(TextReport.ofViews(new PrintWriter(output)));
    }
  }
}
