package dev.headwater;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * An event as it is stored and published: its type, the version of its schema, and its fields.
 *
 * @param payload values are strings, booleans, numbers ({@code Long} or {@code BigDecimal}), lists
 *        and maps of such; a field without a value is absent
 */
public record EncodedEvent(String eventType, int schemaVersion, Map<String, Object> payload) {
    public EncodedEvent {
        payload = Collections.unmodifiableMap(new LinkedHashMap<>(payload));
    }
}
