package dev.headwater.local.functions;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

import dev.headwater.local.template.MappingDeclaration.FromQueue;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.DeleteMessageBatchRequestEntry;
import software.amazon.awssdk.services.sqs.model.DeleteMessageBatchResponse;
import software.amazon.awssdk.services.sqs.model.Message;

/** Calls a function with messages, and deletes those that are done or that the filter stops. */
final class QueueDelivery {
    private static final Logger LOG = LoggerFactory.getLogger(QueueDelivery.class);
    private static final int MAX_DELETE = 10;

    private final FromQueue mapping;
    private final MappedFunction function;
    private final QueueFilter filter;
    private final SqsClient client;
    private final String url;

    QueueDelivery(FromQueue mapping, MappedFunction function, SqsClient client, String url) {
        this.mapping = mapping;
        this.function = function;
        this.filter = new QueueFilter(mapping);
        this.client = client;
        this.url = url;
    }

    void deliver(List<Message> messages) {
        List<Message> passing = messages.stream().filter(filter::passes).toList();
        List<Message> stopped = new ArrayList<>(messages);
        stopped.removeAll(passing);
        delete(stopped);
        Batches.cut(passing, mapping.batchSize(), QueueDelivery::bytes).forEach(this::call);
    }

    private void call(List<Message> batch) {
        BatchOutcome outcome = BatchOutcome.of(
                function.call(QueueEvent.of(mapping.queueArn(), batch)),
                mapping.reportsBatchItemFailures());
        List<Message> done = done(batch, outcome);
        if (done.size() < batch.size()) {
            LOG.warn("{} failed on {} of {} messages of {}", function.name(),
                    batch.size() - done.size(), batch.size(), mapping.queueArn());
        }
        delete(done);
    }

    private static List<Message> done(List<Message> batch, BatchOutcome outcome) {
        return switch (outcome) {
            case BatchOutcome.Succeeded succeeded -> batch;
            case BatchOutcome.Failed failed -> List.of();
            case BatchOutcome.PartlyFailed failed -> done(batch, failed.identifiers());
        };
    }

    /** An identifier that is not of this batch means that all of it failed. */
    private static List<Message> done(List<Message> batch, Set<String> failed) {
        Set<String> ids = batch.stream().map(Message::messageId).collect(Collectors.toSet());
        return ids.containsAll(failed)
                ? batch.stream().filter(message -> !failed.contains(message.messageId())).toList()
                : List.of();
    }

    private void delete(List<Message> messages) {
        for (List<Message> batch : Batches.cut(messages, MAX_DELETE, message -> 0)) {
            List<DeleteMessageBatchRequestEntry> entries = batch.stream()
                    .map(message -> DeleteMessageBatchRequestEntry.builder()
                            .id(message.messageId())
                            .receiptHandle(message.receiptHandle())
                            .build())
                    .toList();
            DeleteMessageBatchResponse deleted = client
                    .deleteMessageBatch(r -> r.queueUrl(url).entries(entries));
            if (!deleted.failed().isEmpty()) {
                LOG.warn("{} messages of {} could not be deleted and come again",
                        deleted.failed().size(), mapping.queueArn());
            }
        }
    }

    private static int bytes(Message message) {
        return message.body().getBytes(StandardCharsets.UTF_8).length;
    }
}
