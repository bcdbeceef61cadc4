package dev.headwater.cli.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class JsonReportsTest {
  private static final JsonNode FINDING =
      JsonMapper.shared()
          .readTree(
              """
              {"kind": "different", "fields": {"name": {"stored": "Eve", "right": null}}}\
              """);
  private static final JsonNode ANSWER =
      JsonMapper.shared().readTree("{\"totals\": {\"streams\": 1, \"wrong\": 3, \"repaired\": 1}}");

  private final StringWriter printed = new StringWriter();

  @Test
  void a_document_is_whole_after_a_failure_and_says_so() {
    try (JsonReport report = report()) {
      report.add(FINDING);
      report.add(FINDING);
    }

    assertThat(document().path("complete").asBoolean(true)).isFalse();
    assertThat(document().path("findings")).hasSize(2).containsOnly(FINDING);
  }

  @Test
  void a_document_that_got_to_its_end_is_complete() {
    try (JsonReport report = report()) {
      report.omit(4);
      report.end(ANSWER);
    }

    assertThat(document().toString())
        .isEqualTo(
            "{\"findings\":[],\"streams\":1,\"wrong\":3,\"repaired\":1,\"remaining\":2,"
                + "\"omitted\":4,\"complete\":true}");
  }

  @Test
  void a_document_has_the_fields_that_were_added_and_have_a_value() {
    try (JsonReport report =
        report()
            .with("more", totals -> JsonMapper.shared().createObjectNode().set("of", totals))
            .with("none", totals -> null)) {
      report.end(ANSWER);
    }

    assertThat(document().path("more").path("of")).isEqualTo(ANSWER.path("totals"));
    assertThat(document().has("none")).isFalse();
  }

  @Test
  void nothing_is_printed_of_a_failure_before_the_first_element() {
    report().close();

    assertThat(printed.toString()).isEmpty();
  }

  private JsonReport report() {
    return new JsonReport(
        new PrintWriter(printed),
        "findings",
        List.of("streams", "wrong", "repaired"),
        totals -> totals.path("wrong").asLong() - totals.path("repaired").asLong());
  }

  private JsonNode document() {
    return JsonMapper.shared().readTree(printed.toString());
  }
}
