package dev.headwater.local.functions;

import dev.headwater.local.LocalArn;
import dev.headwater.local.chaos.Chaos;
import dev.headwater.local.queues.LocalSqs;
import dev.headwater.local.template.MappingDeclaration.FromQueue;
import software.amazon.awssdk.services.sqs.SqsClient;

/** A queue, and the function that gets its messages. */
record QueueSource(FromQueue mapping, MappedFunction function, SqsClient client, String url,
        Chaos chaos) {
    static QueueSource of(FromQueue mapping, MappedFunction function, LocalSqs queues,
            Chaos chaos) {
        return new QueueSource(mapping, function, queues.client(),
                queues.url(LocalArn.queueName(mapping.queueArn())), chaos);
    }
}
