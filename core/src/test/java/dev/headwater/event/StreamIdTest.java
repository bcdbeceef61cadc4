package dev.headwater.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

final class StreamIdTest {
  @Test
  void parses_what_it_wrote_for_any_id() {
    for (String id : new String[] {"1", "a#b", "a#", "EVENT#0000000001", "é", "x".repeat(512)}) {
      StreamId stream = new StreamId("CUSTOMER", id);
      assertThat(stream).hasToString("CUSTOMER#" + id);
      assertThat(StreamId.parse(stream.toString())).isEqualTo(stream);
    }
  }

  @Test
  void a_category_must_not_be_empty_or_contain_the_separator() {
    assertThatIllegalArgumentException().isThrownBy(() -> new StreamId("", "1"));
    assertThatIllegalArgumentException().isThrownBy(() -> new StreamId("A#B", "1"));
    assertThatIllegalArgumentException().isThrownBy(() -> StreamId.parse("#1"));
  }

  @Test
  void an_id_has_1_to_512_characters() {
    assertThatIllegalArgumentException().isThrownBy(() -> new StreamId("A", ""));
    assertThatIllegalArgumentException().isThrownBy(() -> new StreamId("A", "x".repeat(513)));
  }

  @Test
  void an_id_does_not_begin_with_the_separator() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new StreamId("A", "#list-shards"))
        .withMessage("An id must not begin with '#'");
    assertThatIllegalArgumentException().isThrownBy(() -> StreamId.parse("A##"));
  }

  @Test
  void refuses_text_without_a_separator() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> StreamId.parse("CUSTOMER"))
        .withMessage("A stream id reads category#id");
    assertThatIllegalArgumentException().isThrownBy(() -> StreamId.parse("CUSTOMER#"));
  }
}
