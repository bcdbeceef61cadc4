package dev.headwater.cli;

import java.io.PrintWriter;
import java.io.StringWriter;

import dev.headwater.dynamodb.ClaimAudit;
import dev.headwater.dynamodb.ClaimFinding;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

class JsonFindingsTest {
    private static final ClaimFinding FINDING = new ClaimFinding(ClaimFinding.Kind.MISSING,
            "CUSTOMER#ada", "email", true);
    private final StringWriter printed = new StringWriter();

    @Test
    void a_document_is_whole_after_a_failure_and_says_so() {
        try (JsonFindings findings = new JsonFindings(new PrintWriter(printed))) {
            findings.add(FINDING);
        }

        JsonNode document = JsonMapper.shared().readTree(printed.toString());
        assertThat(document.path("complete").asBoolean(true)).isFalse();
        assertThat(document.path("findings")).hasSize(1);
    }

    @Test
    void a_document_without_findings_is_complete() {
        try (JsonFindings findings = new JsonFindings(new PrintWriter(printed))) {
            findings.end(new ClaimAudit.Summary(1, 1, 1, 0, 0));
        }

        JsonNode document = JsonMapper.shared().readTree(printed.toString());
        assertThat(document.path("complete").asBoolean()).isTrue();
        assertThat(document.path("findings").isArray()).isTrue();
    }

    @Test
    void nothing_is_printed_of_a_failure_before_the_first_finding() {
        new JsonFindings(new PrintWriter(printed)).close();

        assertThat(printed.toString()).isEmpty();
    }
}
