package dev.headwater.testkit;

import dev.headwater.event.EncodedEvent;
import dev.headwater.event.EventCodec;
import java.util.Set;

/** For stores whose events stay encoded: a contract's events are any payload a codec may make. */
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
