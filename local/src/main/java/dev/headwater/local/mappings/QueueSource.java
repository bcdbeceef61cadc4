package dev.headwater.local.mappings;

import dev.headwater.local.chaos.Chaos;
import dev.headwater.local.ground.LocalArn;
import dev.headwater.local.queues.LocalSqs;
import dev.headwater.local.template.MappingDeclaration.FromQueue;
import java.time.Duration;
import software.amazon.awssdk.services.sqs.SqsClient;

/**
 * A queue, and the function that gets its messages.
 *
 * @param visibilityTimeout how long a received message stays invisible
 */
record QueueSource(
    FromQueue mapping,
    MappedFunction function,
    SqsClient client,
    String url,
    Duration visibilityTimeout,
    Chaos chaos) {
  static QueueSource of(FromQueue mapping, MappedFunction function, LocalSqs queues, Chaos chaos) {
    String queueName = LocalArn.queueName(mapping.queueArn());
    return new QueueSource(
        mapping,
        function,
        queues.client(),
        queues.url(queueName),
        queues.visibilityTimeout(queueName),
        chaos);
  }
}
