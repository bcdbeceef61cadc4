package dev.headwater.local.queues;

import dev.headwater.local.template.QueueDeclaration;
import dev.headwater.local.template.QueueDeclaration.Redrive;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;

/** Converts a queue's declaration to the attributes of {@code CreateQueue}. */
final class QueueAttributes {
  private QueueAttributes() {}

  static Map<QueueAttributeName, String> of(QueueDeclaration queue) {
    Map<QueueAttributeName, String> attributes = new EnumMap<>(QueueAttributeName.class);
    attributes.put(QueueAttributeName.VISIBILITY_TIMEOUT, seconds(queue.visibilityTimeout()));
    attributes.put(QueueAttributeName.MESSAGE_RETENTION_PERIOD, seconds(queue.retention()));
    attributes.put(QueueAttributeName.DELAY_SECONDS, seconds(queue.delay()));
    attributes.put(
        QueueAttributeName.RECEIVE_MESSAGE_WAIT_TIME_SECONDS, seconds(queue.receiveWait()));
    Redrive redrive = queue.redrive();
    if (redrive != null) {
      attributes.put(
          QueueAttributeName.REDRIVE_POLICY,
          "{\"deadLetterTargetArn\":\"%s\",\"maxReceiveCount\":%s}"
              .formatted(redrive.deadLetterQueueArn(), redrive.maxReceiveCount()));
    }
    return attributes;
  }

  private static String seconds(Duration duration) {
    return Long.toString(duration.toSeconds());
  }
}
