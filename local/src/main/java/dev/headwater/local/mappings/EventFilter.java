package dev.headwater.local.mappings;

import dev.headwater.local.ground.LocalCloudException;
import dev.headwater.local.ground.RedactedException;
import java.io.IOException;
import java.util.List;
import software.amazon.event.ruler.Machine;

/**
 * The filter criteria of an event source mapping, matched with the library that AWS uses. A record
 * passes if any pattern matches it, or if there are no patterns.
 */
final class EventFilter {
  private final Machine machine = Machine.builder().build();
  private final boolean passesAll;

  private EventFilter(boolean passesAll) {
    this.passesAll = passesAll;
  }

  /**
   * @throws LocalCloudException when a pattern is invalid
   */
  static EventFilter of(String mapping, List<String> patterns) {
    EventFilter filter = new EventFilter(patterns.isEmpty());
    for (String pattern : patterns) {
      try {
        filter.machine.addRule(pattern, pattern);
      } catch (IOException e) {
        throw new LocalCloudException(
            "The filter pattern %s of %s is invalid: correct it in the template."
                .formatted(pattern, mapping),
            e);
      }
    }
    return filter;
  }

  boolean passes(String recordJson) {
    if (passesAll) {
      return true;
    }
    try {
      return !machine.rulesForJSONEvent(recordJson).isEmpty();
    } catch (Exception e) {
      throw new IllegalArgumentException("A record is not a JSON object", RedactedException.of(e));
    }
  }
}
