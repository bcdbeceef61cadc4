package dev.headwater.local.mappings;

import dev.headwater.local.ground.LocalCloudException;
import dev.headwater.local.ground.RedactedException;
import java.io.IOException;
import java.util.List;
import java.util.function.Supplier;
import software.amazon.event.ruler.Machine;

/**
 * The filter criteria of an event source mapping, matched with the library that AWS uses. A record
 * passes if any pattern matches it, or if there are no patterns.
 */
record EventFilter(Machine machine, boolean passesAll) {
  /**
   * @throws LocalCloudException when a pattern is invalid
   */
  static EventFilter of(String mapping, List<String> patterns) {
    Machine machine = Machine.builder().build();
    for (String pattern : patterns) {
      try {
        machine.addRule(pattern, pattern);
      } catch (IOException e) {
        throw new LocalCloudException(
            "The filter pattern %s of %s is invalid: correct it in the template."
                .formatted(pattern, mapping),
            e);
      }
    }
    return new EventFilter(machine, patterns.isEmpty());
  }

  /**
   * @param recordJson called only if there are patterns
   */
  boolean passes(Supplier<String> recordJson) {
    try {
      return passesAll || !machine.rulesForJSONEvent(recordJson.get()).isEmpty();
    } catch (Exception e) {
      throw new IllegalArgumentException("A record is not a JSON object", RedactedException.of(e));
    }
  }
}
