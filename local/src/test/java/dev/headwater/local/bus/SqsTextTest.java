package dev.headwater.local.bus;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

class SqsTextTest {
  @Test
  void json_says_the_same_in_characters_that_a_queue_takes() {
    String json = "{\"a\uffff\": \"\ufffe \ud800 🦆 東\t\", \"b\": \"\udfff\"}";
    String text = SqsText.ofJson(json);

    assertThat(text).isEqualTo("{\"a\\uffff\": \"\\ufffe \\ud800 🦆 東\t\", \"b\": \"\\udfff\"}");
    assertThat(JsonMapper.shared().readTree(text.replace("\t", "")))
        .isEqualTo(JsonMapper.shared().readTree(json.replace("\t", "")));
  }

  @Test
  void an_attribute_is_never_empty_and_has_question_marks_for_what_a_queue_does_not_take() {
    assertThat(SqsText.ofAttribute("")).isEqualTo("?");
    assertThat(SqsText.ofAttribute("a\uffff\u0001\ud800🦆\r\n")).isEqualTo("a???🦆\r\n");
  }
}
