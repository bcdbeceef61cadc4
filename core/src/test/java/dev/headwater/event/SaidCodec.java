package dev.headwater.event;

import java.util.Map;
import java.util.Set;

/** Stores texts, in schema version 3 and no other. */
final class SaidCodec implements EventCodec<String> {
  static EncodedEvent said(String text) {
    return said(3, Map.of("text", text));
  }

  static EncodedEvent said(int schemaVersion, Map<String, Object> payload) {
    return new EncodedEvent("Said", schemaVersion, payload);
  }

  @Override
  public EncodedEvent encode(String event) {
    return said(event);
  }

  @Override
  public String decode(EncodedEvent stored) {
    if (stored.schemaVersion() == 3 && stored.payload().get("text") instanceof String text) {
      return text;
    }
    throw new IllegalArgumentException("only schema version 3 is known");
  }

  @Override
  public Set<String> personalFields(String eventType) {
    return Set.of("text");
  }
}
