package dev.headwater.local.queues;

import dev.headwater.local.template.QueueDeclaration;
import dev.headwater.local.template.QueueDeclaration.Redrive;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Queues with SQS's defaults. */
final class TestQueues {
  private TestQueues() {}

  static QueueDeclaration queue(String name, @Nullable Redrive redrive) {
    return new QueueDeclaration(
        name,
        name,
        Duration.ofSeconds(30),
        Duration.ofDays(4),
        Duration.ZERO,
        Duration.ZERO,
        redrive);
  }
}
