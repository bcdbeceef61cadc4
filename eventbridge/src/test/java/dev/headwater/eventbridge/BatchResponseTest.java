package dev.headwater.eventbridge;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class BatchResponseTest {
  @Test
  void names_the_items_to_deliver_again() throws IOException {
    assertThat(write(List.of("059f36b4-87a3", "2e1424d4-f796")))
        .isEqualTo(
            "{\"batchItemFailures\":[{\"itemIdentifier\":\"059f36b4-87a3\"},"
                + "{\"itemIdentifier\":\"2e1424d4-f796\"}]}");
  }

  @Test
  void is_empty_for_a_batch_that_is_done_with() throws IOException {
    assertThat(write(List.of())).isEqualTo("{\"batchItemFailures\":[]}");
  }

  @Test
  void stays_json_whatever_an_identifier_holds() throws IOException {
    assertThat(write(List.of("a\"b\\c\nd🦆")))
        .isEqualTo(
            "{\"batchItemFailures\":[{\"itemIdentifier\":\"a\\u0022b\\u005cc\\u000ad🦆\"}]}");
  }

  private static String write(List<String> identifiers) throws IOException {
    ByteArrayOutputStream answer = new ByteArrayOutputStream();
    BatchResponse.write(answer, identifiers);
    return answer.toString(StandardCharsets.UTF_8);
  }
}
