package dev.headwater.local.template;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** An SQS queue; {@code redrive} is {@code null} if it has no dead-letter queue. */
public record QueueDeclaration(
    String logicalId,
    String queueName,
    Duration visibilityTimeout,
    Duration retention,
    Duration delay,
    Duration receiveWait,
    @Nullable Redrive redrive) {
  /** After {@code maxReceiveCount} receives, a message moves to the dead-letter queue. */
  public record Redrive(String deadLetterQueueArn, int maxReceiveCount) {}
}
