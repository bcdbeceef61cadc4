package dev.headwater.cli;

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
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Calls that fail by chance, and those that always do. */
class OperationRunTest {
  private static final String FAILURE = "{\"errorMessage\": \"Task timed out\"}";
  private static final String SAID =
      "The function shop-operations failed: Task timed out. Its log says more.";
  private static final String FIRST =
      "{\"headwater\": \"9\", \"done\": false, \"from\": {\"at\": 7}}";
  private static final String LAST = "{\"headwater\": \"9\", \"done\": true}";

  private final StringWriter output = new StringWriter();
  private final StringWriter errors = new StringWriter();
  private final List<Duration> waits = new ArrayList<>();
  private final FakeFunction function;

  @TempDir Path folder;

  OperationRunTest() throws IOException {
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
        .refuses(503, "ServiceException")
        .answers(LAST);

    run();

    List<JsonNode> requests = List.copyOf(function.requests());
    assertThat(requests).hasSize(5);
    assertThat(requests.subList(2, 5)).containsOnly(requests.get(1));
    assertThat(waits)
        .containsExactly(Duration.ofSeconds(1), Duration.ofSeconds(2), Duration.ofSeconds(4));
    assertThat(errors.toString().lines())
        .containsExactly(
            SAID + " Trying again.",
            "Cannot call the function shop-operations. Trying again.",
            "Cannot call the function shop-operations. Trying again.");
  }

  @Test
  void a_function_that_always_fails_ends_the_run() {
    function.fails(FAILURE).fails(FAILURE).fails(FAILURE).fails(FAILURE);

    assertThatExceptionOfType(CommandException.class).isThrownBy(this::run).withMessage(SAID);
    assertThat(waits).hasSize(3);
  }

  @Test
  void failures_that_are_far_apart_do_not_add_up() {
    for (int slices = 0; slices < 3; slices++) {
      function.fails(FAILURE).fails(FAILURE).answers(FIRST);
    }
    function.answers(LAST);

    run();

    assertThat(waits).hasSize(6);
  }

  private void run() {
    try (OperationsClient client = OperatedService.onThisMachine(folder, null)) {
      new OperationRun(
              client,
              "verify",
              JsonMapper.shared().createObjectNode(),
              false,
              new OperationRun.Console(new PrintWriter(errors), waits::add))
          .run(TextReport.ofViews(new PrintWriter(output)));
    }
  }
}
