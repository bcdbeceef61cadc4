package dev.headwater.testkit;

import dev.headwater.event.EncodedEvent;
import dev.headwater.event.EventCodec;
import java.util.Set;

/** Leaves events encoded, so that a contract can store any payload that a codec may produce. */
public final class IdentityCodec implements EventCodec<EncodedEvent> {
  @Override
  public EncodedEvent encode(EncodedEvent event) {
    return event;
  }

  @Override
  public EncodedEvent decode(EncodedEvent stored) {
    return stored;
  }

  @Override
  public Set<String> personalFields(String eventType) {
    return Set.of();
  }
}
