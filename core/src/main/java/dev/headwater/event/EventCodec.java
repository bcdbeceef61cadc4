package dev.headwater.event;

import java.util.Set;

/**
 * Converts a domain's events to the form that is stored and published, and back. Stored events are
 * kept for ever, so {@link #decode} must accept every schema version that was ever written.
 * Thread-safe.
 */
public interface EventCodec<E> {
  /** Encodes an event in its newest schema version. */
  EncodedEvent encode(E event);

  /**
   * Decodes a stored event.
   *
   * @throws IllegalArgumentException if the type or its schema version is unknown, or a field is
   *     missing or malformed. The message is logged and parked as it is, so it must not quote the
   *     content of a field: catch exceptions of other libraries, which may quote their input. Of a
   *     JDK exception, such as a {@link NumberFormatException}, only the class is passed on
   */
  E decode(EncodedEvent stored);

  /**
   * The fields of an event type that contain personal data. Nothing encrypts them yet: this names
   * them for when it does.
   */
  Set<String> personalFields(String eventType);

  /** Leaves events as they are stored, whatever their types: for those who only pass them on. */
  static EventCodec<EncodedEvent> asStored() {
    return StoredForm.CODEC;
  }
}
