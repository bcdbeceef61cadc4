package dev.headwater.event;

import java.util.Set;

/**
 * Turns a domain's events into what is stored and published, and back. Stored forms are read for
 * ever: {@link #decode} takes every schema version that was ever written. Safe for use by several
 * threads.
 */
public interface EventCodec<E> {
  EncodedEvent encode(E event);

  /**
   * The event that was stored.
   *
   * @throws IllegalArgumentException when the type or its schema version is not known, or a field
   *     is missing or malformed. Its message is logged and parked as it is, so it must name no
   *     field's content: let no exception of another library through, which may quote what it was
   *     given. Of one of the JDK's, such as a {@link NumberFormatException}, only the class is
   *     passed on
   */
  E decode(EncodedEvent stored);

  /** The fields of an event type that are personal data. */
  Set<String> personalFields(String eventType);
}
