package dev.headwater;

import java.util.Set;

/**
 * Turns a domain's events into what is stored and published, and back. Stored forms are read for
 * ever: {@link #decode} takes every schema version that was ever written.
 */
public interface EventCodec<E> {
    EncodedEvent encode(E event);

    /**
     * The event that was stored.
     *
     * @throws IllegalArgumentException when the type or its schema version is not known, or a field
     *         is missing or malformed; the message names no field's content, since it is logged and
     *         parked. Of an exception of the JDK's, such as a {@link NumberFormatException}, only
     *         the class is
     */
    E decode(EncodedEvent stored);

    /** The fields of an event type that are personal data. */
    Set<String> personalFields(String eventType);
}
