package dev.headwater.service.facts;

import dev.headwater.event.EventCodec;
import dev.headwater.service.json.JsonEvents;
import java.util.ArrayList;
import java.util.List;

/**
 * An event of an aggregate.
 *
 * @param type the name that it is stored under
 * @param line its form as in a golden file: type, schema version and fields
 */
public record EventFacts(String type, int schemaVersion, String line) {
  static List<EventFacts> of(EventCodec<?> codec) {
    if (!(codec instanceof JsonEvents<?> described)) {
      return List.of();
    }
    List<String> lines = described.describe();
    List<EventFacts> events = new ArrayList<>();
    described
        .schemaVersions()
        .forEach(
            (type, version) -> events.add(new EventFacts(type, version, lines.get(events.size()))));
    return events;
  }
}
