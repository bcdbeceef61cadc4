package dev.headwater.local.bus;

import dev.headwater.local.chaos.Chaos;
import java.util.ArrayList;
import java.util.List;

/**
 * What is sent to a queue.
 *
 * @param delaySeconds until the queue shows it
 */
record QueueMessage(String body, int delaySeconds) {
  /** The messages that bring these events to a queue, one each unless a fault strikes. */
  static List<QueueMessage> of(List<String> events, String queueName, Chaos chaos) {
    List<QueueMessage> messages = new ArrayList<>();
    for (String event : events) {
      if (!chaos.drops(event, queueName)) {
        messages.add(late(event, chaos));
        if (chaos.duplicates()) {
          messages.add(late(event, chaos));
        }
      }
    }
    return messages;
  }

  private static QueueMessage late(String event, Chaos chaos) {
    return new QueueMessage(event, Math.max(chaos.delaySeconds(), chaos.overtakenSeconds()));
  }
}
