package dev.headwater.orders.parts;

import dev.headwater.event.EncodedEvent;
import dev.headwater.event.EventCodec;
import dev.headwater.orders.parts.NoteEvent.NoteWritten;
import java.util.Map;
import java.util.Set;

/** A codec written by hand. */
final class NoteEventCodec implements EventCodec<NoteEvent> {
  @Override
  public EncodedEvent encode(NoteEvent event) {
    return switch (event) {
      case NoteWritten(String text) -> new EncodedEvent("NoteWritten", 1, Map.of("text", text));
    };
  }

  @Override
  public NoteEvent decode(EncodedEvent stored) {
    if (!stored.eventType().equals("NoteWritten") || stored.schemaVersion() != 1) {
      throw new IllegalArgumentException("this event type or schema version is not known");
    }
    if (stored.payload().get("text") instanceof String text) {
      return new NoteWritten(text);
    }
    throw new IllegalArgumentException("text is missing or not text");
  }

  @Override
  public Set<String> personalFields(String eventType) {
    return Set.of("text");
  }
}
