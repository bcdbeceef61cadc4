package dev.headwater.service.operations;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headwater.service.http.Json;
import dev.headwater.service.operations.internal.Findings;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.ObjectNode;

/** That an answer stays below the 6 MB that Lambda allows. */
class FindingsTest {
  private static final int LAMBDA_BYTES = 6 * 1024 * 1024;

  private final Findings findings = new Findings();

  @Test
  void a_slice_has_found_enough_long_before_its_answer_is_full() {
    assertThat(findings.areEnough()).isFalse();
    add(300_000, "a");
    assertThat(findings.areEnough()).isFalse();
    add(300_000, "a");
    assertThat(findings.areEnough()).isTrue();
  }

  @Test
  void values_are_left_out_before_findings_are() {
    for (int number = 0; number < 10; number++) {
      add(400_000, "ü"); // two bytes each
    }

    ObjectNode answer = answer();
    assertThat(answer.path("findings")).hasSize(10);
    assertThat(answer.path("findings").path(0).has("value")).isTrue();
    assertThat(answer.path("findings").path(9).has("value")).isFalse();
    assertThat(answer.has("omitted")).isFalse();
  }

  @Test
  void what_does_not_fit_at_all_is_counted() {
    for (int number = 0; number < 100_000; number++) {
      add(100, "a");
    }

    ObjectNode answer = answer();
    assertThat(answer.path("findings").size() + answer.path("omitted").asInt()).isEqualTo(100_000);
    assertThat(answer.path("omitted").asInt()).isPositive();
  }

  private void add(int length, String letter) {
    findings.add(
        Json.object().put("kind", "different-kind-of-a-name").put("value", letter.repeat(length)),
        () -> Json.object().put("kind", "different").put("stream", "x".repeat(80)));
  }

  private ObjectNode answer() {
    ObjectNode answer = Json.object();
    findings.writeTo(answer);
    assertThat(answer.toString().getBytes(StandardCharsets.UTF_8)).hasSizeLessThan(LAMBDA_BYTES);
    return answer;
  }
}
