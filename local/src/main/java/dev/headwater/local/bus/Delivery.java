package dev.headwater.local.bus;

import dev.headwater.local.chaos.Chaos;
import java.util.ArrayList;
import java.util.List;

/**
 * An event on its way to a target.
 *
 * @param delaySeconds until a queue shows it, or a function is called
 */
record Delivery(String body, int delaySeconds) {
  /** One delivery per event, except where chaos drops or duplicates one. */
  static List<Delivery> of(List<String> events, String targetName, Chaos chaos) {
    List<Delivery> messages = new ArrayList<>();
    for (String event : events) {
      if (!chaos.drops(event, targetName)) {
        messages.add(delayed(event, chaos));
        if (chaos.duplicates()) {
          messages.add(delayed(event, chaos));
        }
      }
    }
    return messages;
  }

  private static Delivery delayed(String event, Chaos chaos) {
    return new Delivery(event, Math.max(chaos.delaySeconds(), chaos.reorderSeconds()));
  }
}
