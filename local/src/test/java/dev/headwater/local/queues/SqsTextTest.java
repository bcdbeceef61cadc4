package dev.headwater.local.queues;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

class SqsTextTest {
  @Test
  void escapes_what_sqs_rejects_in_json() {
    String json = "{\"a\uffff\": \"\ufffe \ud800 🦆 東\t\", \"b\": \"\udfff\"}";
    String text = SqsText.ofJson(json);

    assertThat(text).isEqualTo("{\"a\\uffff\": \"\\ufffe \\ud800 🦆 東\t\", \"b\": \"\\udfff\"}");
    assertThat(JsonMapper.shared().readTree(text.replace("\t", "")))
        .isEqualTo(JsonMapper.shared().readTree(json.replace("\t", "")));
  }

  @Test
  void replaces_what_sqs_rejects_in_an_attribute_and_never_leaves_it_empty() {
    assertThat(SqsText.ofAttribute("")).isEqualTo("?");
    assertThat(SqsText.ofAttribute("a\uffff\u0001\ud800🦆\r\n")).isEqualTo("a???🦆\r\n");
  }
}
