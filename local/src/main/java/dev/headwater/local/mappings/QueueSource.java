package dev.headwater.local.mappings;

import dev.headwater.local.ground.LocalArn;
import dev.headwater.local.queues.LocalSqs;
import dev.headwater.local.template.MappingDeclaration.FromQueue;
import java.time.Duration;
import software.amazon.awssdk.services.sqs.SqsClient;

/** A queue with the filter of its mapping. */
record QueueSource(
    FromQueue mapping,
    SqsClient client,
    String url,
    Duration visibilityTimeout,
    QueueFilter filter) {
  static QueueSource of(FromQueue mapping, LocalSqs queues) {
    String name = LocalArn.queueName(mapping.queueArn());
    return new QueueSource(
        mapping,
        queues.client(),
        queues.url(name),
        queues.visibilityTimeout(name),
        QueueFilter.of(mapping));
  }
}
