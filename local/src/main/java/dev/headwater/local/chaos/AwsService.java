package dev.headwater.local.chaos;

import dev.headwater.local.http.HttpCall;
import dev.headwater.local.http.HttpReply;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * A service whose requests name their operation in {@code X-Amz-Target}: its data operations, and
 * the error types that its clients understand. Operations that manage tables or queues are not
 * listed, so faults never strike them.
 *
 * @param prefix of the target
 * @see <a
 *     href="https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Programming.Errors.html">DynamoDB's
 *     errors</a>
 */
record AwsService(
    String prefix, Set<String> reads, Set<String> writes, String throttledType, String internalType)
    implements FrontedService {
  static final AwsService DYNAMO_DB =
      new AwsService(
          "DynamoDB_20120810.",
          Set.of("GetItem", "BatchGetItem", "Query", "Scan", "TransactGetItems"),
          Set.of("PutItem", "UpdateItem", "DeleteItem", "BatchWriteItem", "TransactWriteItems"),
          "com.amazonaws.dynamodb.v20120810#ProvisionedThroughputExceededException",
          "com.amazonaws.dynamodb.v20120810#InternalServerError");
  static final AwsService SQS =
      new AwsService(
          "AmazonSQS.",
          Set.of("ReceiveMessage"),
          Set.of(
              "SendMessage",
              "SendMessageBatch",
              "DeleteMessage",
              "DeleteMessageBatch",
              "ChangeMessageVisibility",
              "ChangeMessageVisibilityBatch"),
          "com.amazonaws.sqs#RequestThrottled",
          "InternalFailure");
  static final AwsService EVENT_BRIDGE =
      new AwsService(
          "AWSEvents.", Set.of(), Set.of("PutEvents"), "ThrottlingException", "InternalException");

  private static final String TARGET = "X-Amz-Target";

  @Override
  public Optional<Operation> operation(HttpCall request) {
    String target = request.header(TARGET).orElse("");
    if (!target.startsWith(prefix)) {
      return Optional.empty();
    }
    String name = target.substring(prefix.length());
    if (writes.contains(name)) {
      return Optional.of(Operation.WRITE);
    }
    return reads.contains(name) ? Optional.of(Operation.READ) : Optional.empty();
  }

  @Override
  public HttpReply throttled() {
    return error(400, throttledType, "Rate exceeded (chaos).");
  }

  @Override
  public HttpReply failed() {
    return error(500, internalType, "Lost reply (chaos).");
  }

  private static HttpReply error(int status, String type, String message) {
    return HttpReply.json(
        status,
        "application/x-amz-json-1.0",
        JsonNodeFactory.instance.objectNode().put("__type", type).put("message", message));
  }
}
