package dev.headwater.local.chaos;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A service whose requests name their operation in {@code X-Amz-Target}, with its operations on
 * data and the types of errors that its clients know. Operations on tables and queues themselves
 * are not in the lists: no fault strikes them.
 *
 * @param prefix of the target
 * @see <a href="https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Programming.Errors.html">DynamoDB's
 *      errors</a>
 */
record AwsService(String prefix, Set<String> reads, Set<String> writes, String throttledType,
        String internalType) {
    private static final List<AwsService> ALL = List.of(
            new AwsService("DynamoDB_20120810.",
                    Set.of("GetItem", "BatchGetItem", "Query", "Scan", "TransactGetItems"),
                    Set.of("PutItem", "UpdateItem", "DeleteItem", "BatchWriteItem",
                            "TransactWriteItems"),
                    "com.amazonaws.dynamodb.v20120810#ProvisionedThroughputExceededException",
                    "com.amazonaws.dynamodb.v20120810#InternalServerError"),
            new AwsService("AmazonSQS.", Set.of("ReceiveMessage"),
                    Set.of("SendMessage", "SendMessageBatch", "DeleteMessage",
                            "DeleteMessageBatch", "ChangeMessageVisibility",
                            "ChangeMessageVisibilityBatch"),
                    "com.amazonaws.sqs#RequestThrottled", "InternalFailure"),
            new AwsService("AWSEvents.", Set.of(), Set.of("PutEvents"), "ThrottlingException",
                    "InternalException"));

    /** An operation on data. */
    record Operation(AwsService service, boolean writes) {}

    /** Nothing when the target is no operation on data. */
    static Optional<Operation> operation(String target) {
        return ALL.stream()
                .filter(service -> target.startsWith(service.prefix))
                .findFirst()
                .flatMap(service -> service.named(target.substring(service.prefix.length())));
    }

    private Optional<Operation> named(String operation) {
        boolean isWrite = writes.contains(operation);
        return isWrite || reads.contains(operation)
                ? Optional.of(new Operation(this, isWrite))
                : Optional.empty();
    }
}
