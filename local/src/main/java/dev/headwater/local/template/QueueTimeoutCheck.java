package dev.headwater.local.template;

import dev.headwater.local.ground.LocalArn;
import dev.headwater.local.template.MappingDeclaration.FromQueue;
import dev.headwater.local.template.MappingDeclaration.FromStream;
import dev.headwater.local.template.values.Problems;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Refuses a queue whose messages could become visible again while their function is still running,
 * as <a href="https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-configure.html">Lambda</a>
 * does.
 */
final class QueueTimeoutCheck {
  private final Map<String, QueueDeclaration> queues = new HashMap<>();
  private final Problems problems;

  QueueTimeoutCheck(List<QueueDeclaration> queues, Problems problems) {
    this.problems = problems;
    queues.forEach(queue -> this.queues.put(LocalArn.queue(queue.queueName()), queue));
  }

  void check(FunctionDeclaration function, int line) {
    for (MappingDeclaration mapping : function.mappings()) {
      QueueDeclaration queue =
          switch (mapping) {
            case FromQueue source -> queues.get(source.queueArn());
            case FromStream source -> null;
          };
      if (queue != null && queue.visibilityTimeout().compareTo(function.timeout()) < 0) {
        problems.add(
            line,
            ("the VisibilityTimeout of %s (%s s) is shorter than the Timeout of %s (%s s), "
                    + "which Lambda refuses")
                .formatted(
                    queue.logicalId(),
                    queue.visibilityTimeout().toSeconds(),
                    function.logicalId(),
                    function.timeout().toSeconds()));
      }
    }
  }
}
