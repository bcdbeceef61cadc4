package dev.headwater.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headwater.fuzz.Finding.Kind;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LogWatchTest {
  private final Findings findings = new Findings(_ -> {});
  private final List<String> output = new ArrayList<>(List.of("ready"));
  private final LogWatch log = new LogWatch(() -> output, findings);

  @ParameterizedTest
  @ValueSource(
      strings = {
        "12:00:00.000 WARN  d.h.local.bus.RuleTarget - refused: a@ZQX.example",
        "zqx",
        "\tat zqx",
        "12:00:00.000 DEBUG x - name=\uFF3A\uFF31\uFF38"
      })
  void finds_a_marker_in_whatever_line_case_and_width(String line) {
    output.add(line);
    log.look("here", Bytes.NONE);
    assertThat(findings.all()).extracting(Finding::kind).contains(Kind.LEAK);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "java.io.UncheckedIOException: java.net.SocketException: Broken pipe",
        "\tat java.base/java.net.Socket.read(Socket.java:1)",
        "Caused by: java.lang.Error"
      })
  void finds_a_stack_trace(String line) {
    output.add(line);
    log.look("here", Bytes.NONE);
    assertThat(findings.all())
        .singleElement()
        .matches(found -> found.kind() == Kind.LOG_NOISE && found.what().startsWith("stack trace"));
  }

  @Test
  void finds_an_error() {
    output.add("12:00:00.000 ERROR lambda.Command - Internal fault: x at [a, b]");
    log.look("here", Bytes.NONE);
    assertThat(findings.all())
        .containsExactly(new Finding(Kind.LOG_NOISE, "error of lambda.Command"));
  }

  @Test
  void counts_each_warning_once_and_no_debug_line() {
    output.add("12:00:00.000 DEBUG d.h.l.g.HttpApi - POST /customers 201 3 ms");
    output.add("12:00:00.000 WARN  d.h.local - odd");
    assertThat(log.look("here", Bytes.NONE)).isEqualTo(2); // with the line that says ready
    output.add("12:00:00.000 WARN  d.h.local - odd");
    assertThat(log.look("here", Bytes.NONE)).isEqualTo(1);
    assertThat(findings.all()).isEmpty();
  }
}
