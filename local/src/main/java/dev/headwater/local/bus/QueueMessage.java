package dev.headwater.local.bus;

import dev.headwater.local.chaos.Chaos;
import java.util.ArrayList;
import java.util.List;

/**
 * A message for a queue.
 *
 * @param delaySeconds until the message becomes visible
 */
record QueueMessage(String body, int delaySeconds) {
  /** One message per event, except where chaos drops or duplicates one. */
  static List<QueueMessage> of(List<String> events, String queueName, Chaos chaos) {
    List<QueueMessage> messages = new ArrayList<>();
    for (String event : events) {
      if (!chaos.drops(event, queueName)) {
        messages.add(delayed(event, chaos));
        if (chaos.duplicates()) {
          messages.add(delayed(event, chaos));
        }
      }
    }
    return messages;
  }

  private static QueueMessage delayed(String event, Chaos chaos) {
    return new QueueMessage(event, Math.max(chaos.delaySeconds(), chaos.reorderSeconds()));
  }
}
