package dev.headwater.service.json;

import dev.headwater.event.EncodedEvent;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.UnaryOperator;

/** Leads from one schema version of an event type to a later one, of the same type or another. */
record UpcastStep(
    String from,
    int fromVersion,
    String to,
    int toVersion,
    UnaryOperator<Map<String, Object>> fields) {
  UpcastStep {
    if (fromVersion < 1 || toVersion < 1) {
      throw new IllegalArgumentException("An upcaster of " + from + ": versions begin at 1");
    }
  }

  boolean renames() {
    return !from.equals(to);
  }

  /** Drops the step's own exception, whose message may quote the fields. */
  EncodedEvent apply(EncodedEvent event) {
    try {
      return new EncodedEvent(to, toVersion, fields.apply(new LinkedHashMap<>(event.payload())));
    } catch (RuntimeException e) {
      throw new IllegalArgumentException(
          "its upcaster from schema version "
              + fromVersion
              + " failed with "
              + e.getClass().getSimpleName());
    }
  }
}
