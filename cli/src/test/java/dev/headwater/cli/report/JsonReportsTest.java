package dev.headwater.cli.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.headwater.audit.StoredView;
import dev.headwater.audit.ViewAudit;
import dev.headwater.audit.ViewDifference;
import dev.headwater.audit.claims.ClaimAudit;
import dev.headwater.audit.claims.ClaimFinding;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class JsonReportsTest {
  private static final ClaimFinding FINDING =
      new ClaimFinding(ClaimFinding.Kind.MISSING, "CUSTOMER#ada", "email", true);
  private static final ViewDifference DIFFERENCE =
      new ViewDifference(
          ViewDifference.Kind.DIFFERENT,
          "customer-view",
          "CUSTOMER#ada",
          1,
          1,
          Map.of("name", new StoredView.Difference("Eve", null)),
          false);
  private final StringWriter printed = new StringWriter();

  @Test
  void a_document_is_whole_after_a_failure_and_says_so() {
    try (JsonFindings findings = new JsonFindings(new PrintWriter(printed))) {
      findings.add(FINDING);
    }
    assertThat(document().path("complete").asBoolean(true)).isFalse();
    assertThat(document().path("findings")).hasSize(1);

    printed.getBuffer().setLength(0);
    try (JsonDifferences differences = differences()) {
      differences.add(DIFFERENCE);
      differences.add(DIFFERENCE);
    }
    assertThat(document().path("complete").asBoolean(true)).isFalse();
    assertThat(document().path("differences"))
        .hasSize(2)
        .allSatisfy(
            each ->
                assertThat(each.path("fields").toString())
                    .isEqualTo("{\"name\":{\"stored\":\"Eve\",\"right\":null}}"));
  }

  @Test
  void a_document_that_got_to_its_end_is_complete() {
    try (JsonFindings findings = new JsonFindings(new PrintWriter(printed))) {
      findings.end(new ClaimAudit.Summary(1, 1, 0, 0));
    }
    assertThat(document().path("complete").asBoolean()).isTrue();
    assertThat(document().path("findings").isArray()).isTrue();

    printed.getBuffer().setLength(0);
    try (JsonDifferences differences = differences()) {
      differences.add(DIFFERENCE);
      differences.end(new ViewAudit.Summary(1, 1, 1, 0));
    }
    assertThat(document().path("complete").asBoolean()).isTrue();
    assertThat(document().path("remaining").asInt()).isOne();
  }

  @Test
  void nothing_is_printed_of_a_failure_before_the_first_element() {
    new JsonFindings(new PrintWriter(printed)).close();
    differences().close();

    assertThat(printed.toString()).isEmpty();
  }

  @Test
  void an_element_that_cannot_be_written_leaves_nothing_behind() {
    try (JsonDocument document = new JsonDocument(new PrintWriter(printed), "elements")) {
      document.add(json -> json.writeNumberProperty("number", 1));
      assertThatThrownBy(
              () ->
                  document.add(
                      json -> {
                        json.writeArrayPropertyStart("half");
                        throw new IllegalStateException("Broken");
                      }))
          .hasMessage("Broken");
    }

    assertThat(document().toString())
        .isEqualTo("{\"elements\":[{\"number\":1}],\"complete\":false}");
  }

  private JsonDifferences differences() {
    return new JsonDifferences(new PrintWriter(printed), DifferencesReport.Shown.VALUES);
  }

  private JsonNode document() {
    return JsonMapper.shared().readTree(printed.toString());
  }
}
