package dev.headwater.local.queues;

import dev.headwater.local.ground.LocalArn;
import dev.headwater.local.ground.LocalCloudException;
import dev.headwater.local.template.QueueDeclaration;
import dev.headwater.local.template.QueueDeclaration.Redrive;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Sorts queues so that each dead-letter queue precedes the queues that use it. */
final class RedriveOrder {
  private final Map<String, QueueDeclaration> byName = new LinkedHashMap<>();
  private final Set<String> path = new HashSet<>();
  private final Set<String> placed = new HashSet<>();
  private final List<QueueDeclaration> ordered = new ArrayList<>();

  private RedriveOrder(List<QueueDeclaration> queues) {
    queues.forEach(queue -> byName.put(queue.queueName(), queue));
  }

  static List<QueueDeclaration> of(List<QueueDeclaration> queues) {
    RedriveOrder order = new RedriveOrder(queues);
    queues.forEach(order::place);
    return order.ordered;
  }

  private void place(QueueDeclaration queue) {
    if (placed.contains(queue.queueName())) {
      return;
    }
    if (!path.add(queue.queueName())) {
      throw new LocalCloudException(
          "Queue %s is its own dead-letter queue: choose another one."
              .formatted(queue.queueName()));
    }
    Redrive redrive = queue.redrive();
    if (redrive != null) {
      place(deadLetterQueue(queue, redrive));
    }
    placed.add(queue.queueName());
    ordered.add(queue);
  }

  private QueueDeclaration deadLetterQueue(QueueDeclaration queue, Redrive redrive) {
    @Nullable QueueDeclaration target =
        byName.get(LocalArn.queueName(redrive.deadLetterQueueArn()));
    if (target == null) {
      throw new LocalCloudException(
          "Queue %s has the dead-letter queue %s: declare that queue in the template."
              .formatted(queue.queueName(), redrive.deadLetterQueueArn()));
    }
    return target;
  }
}
