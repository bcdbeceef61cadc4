package dev.headwater.orders.parts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.headwater.event.EncodedEvent;
import dev.headwater.orders.parts.NoteEvent.NoteWritten;
import java.util.Map;
import org.junit.jupiter.api.Test;

class NoteEventCodecTest {
  private final NoteEventCodec codec = new NoteEventCodec();

  @Test
  void reads_what_it_stores() {
    var note = new NoteWritten("Buy milk");
    assertThat(codec.decode(codec.encode(note))).isEqualTo(note);
    assertThat(codec.personalFields("NoteWritten")).containsExactly("text");
  }

  @Test
  void refuses_what_it_does_not_know() {
    for (EncodedEvent stored :
        new EncodedEvent[] {
          new EncodedEvent("NoteErased", 1, Map.of()),
          new EncodedEvent("NoteWritten", 2, Map.of("text", "Buy milk")),
          new EncodedEvent("NoteWritten", 1, Map.of("text", 7L)),
          new EncodedEvent("NoteWritten", 1, Map.of())
        }) {
      assertThatIllegalArgumentException().isThrownBy(() -> codec.decode(stored));
    }
  }
}
