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
  void an_answer_that_cannot_be_understood_means_that_all_failed(String payload) {
    assertThat(outcome(payload)).isInstanceOf(BatchOutcome.Failed.class);
  }

  @Test
  void the_failed_items_are_named() {
    assertThat(
            outcome(
                """
                {"batchItemFailures":[{"itemIdentifier":"a"},{"itemIdentifier":"b"}]}\
                """))
        .isEqualTo(new BatchOutcome.PartlyFailed(Set.of("a", "b")));
  }

  @Test
  void without_reporting_the_answer_is_not_looked_at() {
    assertThat(BatchOutcome.of(new Invocation.Answered("no JSON"), false))
        .isEqualTo(new BatchOutcome.Succeeded());
  }

  private static BatchOutcome outcome(String payload) {
    return BatchOutcome.of(new Invocation.Answered(payload), true);
  }
}
