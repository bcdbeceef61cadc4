package dev.headwater.local.mappings;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headwater.local.functions.FunctionInvoker.Invocation;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BatchOutcomeTest {
  @ParameterizedTest
  @ValueSource(
      strings = {"", "null", "{}", "{\"batchItemFailures\":null}", "{\"batchItemFailures\":[]}"})
  void no_failures_mean_success(String payload) {
    assertThat(outcome(payload)).isEqualTo(new BatchOutcome.Succeeded());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "no JSON",
        "\"text\"",
        "[]",
        "{\"batchItemFailures\":\"a\"}",
        "{\"batchItemFailures\":{\"itemIdentifier\":\"a\"}}",
        "{\"batchItemFailures\":[{\"itemIdentifier\":\"\"}]}",
        "{\"batchItemFailures\":[{\"itemIdentifier\":null}]}",
        "{\"batchItemFailures\":[{\"id\":\"a\"}]}",
        "{\"batchItemFailures\":[{\"itemIdentifier\":\"a\"},{}]}"
      })
  void a_malformed_response_means_that_the_whole_batch_failed(String payload) {
    assertThat(outcome(payload)).isInstanceOf(BatchOutcome.Failed.class);
  }

  @Test
  void names_the_failed_items() {
    assertThat(
            outcome(
                """
                {"batchItemFailures":[{"itemIdentifier":"a"},{"itemIdentifier":"b"}]}\
                """))
        .isEqualTo(new BatchOutcome.PartlyFailed(Set.of("a", "b")));
  }

  @Test
  void ignores_the_response_unless_the_mapping_reports_failures() {
    assertThat(BatchOutcome.of(new Invocation.Answered("no JSON"), false))
        .isEqualTo(new BatchOutcome.Succeeded());
  }

  private static BatchOutcome outcome(String payload) {
    return BatchOutcome.of(new Invocation.Answered(payload), true);
  }
}
