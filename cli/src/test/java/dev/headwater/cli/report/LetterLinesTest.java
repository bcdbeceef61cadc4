package dev.headwater.cli.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

class LetterLinesTest {
  private final StringWriter output = new StringWriter();
  private final PrintWriter out = new PrintWriter(output);

  @Test
  void of_groups() {
    print(
        LetterLines.ofGroups(out),
        """
        {"queue": "customer-view", "group": "3f2a9c1d", "letters": 12, "streams": 1,
         "caughtUp": 3, "attempts": 1, "types": ["Registered", "Renamed"], "examples": ["C#a"],
         "first": "2026-01-01T00:00:00Z", "last": "2026-01-02T00:00:00Z",
         "failure": {"kind": "projection", "reason": "It failed", "exception": "E", "place": "P"}}
        """,
        "{\"letters\": 12, \"groups\": 1, \"incomplete\": 1}");

    assertThat(output)
        .hasToString(
            lines(
                "3f2a9c1d  customer-view  12 letters of 1 stream, 3 superfluous by now, up to 1"
                    + " failed redrive",
                "          projection: It failed",
                "          E at P",
                "          parked from 2026-01-01T00:00:00Z to 2026-01-02T00:00:00Z; Registered,"
                    + " Renamed",
                "          such as C#a",
                "12 letters in 1 group; more letters may be there, hidden or not read: try again in"
                    + " 30 seconds"));
  }

  @Test
  void of_letters() {
    print(
        LetterLines.ofLetters(out),
        """
        {"queue": "view", "message": "m", "group": "g", "stream": "C#a", "version": 2,
         "type": "Renamed", "first": "then", "last": "now", "content": {"payload": "***"},
         "failure": {"kind": "malformed", "reason": "Not an event"}}
        """,
        "{\"selected\": 3, \"shown\": 1}");

    assertThat(output)
        .hasToString(
            lines(
                "m  view  group g  C#a version 2, a Renamed",
                "          malformed: Not an event",
                "          parked from then to now",
                "          {\"payload\":\"***\"}",
                "showed 1 of 3 letters"));
  }

  @Test
  void of_results() {
    print(
        LetterLines.ofResults(out),
        """
        {"queue": "view", "message": "m", "failure": {"kind": "malformed", "reason": "No"}}
        """,
        "{\"redriven\": 5, \"superfluous\": 2, \"failed\": 1, \"left\": 4}");

    assertThat(output)
        .hasToString(
            lines(
                "failed again  view",
                "          malformed: No",
                "5 redriven, 2 superfluous, 1 failed, 4 not processed: run it again"));
  }

  @Test
  void of_nothing() {
    LetterLines.ofGroups(out).end(JsonMapper.shared().readTree("{}"));
    LetterLines.ofResults(out).end(JsonMapper.shared().readTree("{}"));

    assertThat(output).hasToString(lines("no dead letters", "no letters were selected"));
  }

  @Test
  void of_drops() {
    print(
        LetterLines.ofDrops(out),
        """
        {"at": "now", "by": "ada", "why": "a test", "queue": "view", "letters": ["C#a@1", "m"]}
        """,
        "{}");

    assertThat(output.toString())
        .startsWith(lines("now  view  2 letters by ada: a test", "          C#a@1, m"));
  }

  private static void print(TextReport report, String finding, String totals) {
    report.add(JsonMapper.shared().readTree(finding));
    report.end(JsonMapper.shared().readTree("{\"totals\": " + totals + "}"));
    report.close();
  }

  private static String lines(String... lines) {
    return String.join(System.lineSeparator(), lines) + System.lineSeparator();
  }
}
