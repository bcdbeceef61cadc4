package dev.headwater.event;

import java.util.Set;

/**
 * A codec for today's schema alone, combined with the upcasters that lead to it from every earlier
 * one.
 */
public record UpcastingCodec<E>(EventCodec<E> today, Upcasters upcasters) implements EventCodec<E> {
  @Override
  public EncodedEvent encode(E event) {
    return today.encode(event);
  }

  @Override
  public E decode(EncodedEvent stored) {
    return today.decode(upcasters.upcast(stored));
  }

  @Override
  public Set<String> personalFields(String eventType) {
    return today.personalFields(eventType);
  }
}
