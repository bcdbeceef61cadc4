package dev.headwater.e2e;

import dev.headwater.local.Endpoints;
import java.util.Collection;
import java.util.Map;
import java.util.Objects;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.MessageAttributeValue;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;

/** Customers whose views are gone, with letters about the events that did not reach them. */
final class ParkedLetters implements AutoCloseable {
  private final DynamoDbClient tables;
  private final SqsClient queues;
  private final String viewsTable;
  private final String queue;

  ParkedLetters(Endpoints endpoints) {
    this.tables = ServiceClients.dynamoDb(endpoints);
    this.queues = ServiceClients.sqs(endpoints);
    this.viewsTable = Objects.requireNonNull(endpoints.tables().get("CustomersTable"));
    this.queue = Objects.requireNonNull(endpoints.queues().get("CustomerViewDeadLetters"));
  }

  /** Removes the views of registered customers, and parks the event of each. */
  void park(Collection<String> ids) {
    for (String id : ids) {
      tables.deleteItem(
          delete ->
              delete.tableName(viewsTable).key(Map.of("customerId", AttributeValue.fromS(id))));
      park(
          """
          {"detail": {"eventId": "%1$s@1", "category": "CUSTOMER", "aggregateId": "%1$s",
            "eventType": "CustomerRegistered", "schemaVersion": 1,
            "payload": {"email": "%1$s@example.com", "name": "Ada Lovelace"},
            "timestamp": 1, "version": 1, "commit": {"first": 1, "count": 1}, "commandId": "c",
            "metadata": {}}}\
          """
              .formatted(id));
    }
  }

  /** Parks any message. */
  void park(String body) {
    queues.sendMessage(
        send ->
            send.queueUrl(queue)
                .messageBody(body)
                .messageAttributes(
                    Map.of("kind", text("projection"), "reason", text("The projection failed"))));
  }

  private static MessageAttributeValue text(String value) {
    return MessageAttributeValue.builder().dataType("String").stringValue(value).build();
  }

  /** How many letters are in the queue, hidden ones included. */
  int depth() {
    return count(QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES) + hidden();
  }

  /** How many letters a reader keeps from others. */
  int hidden() {
    return count(QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES_NOT_VISIBLE);
  }

  private int count(QueueAttributeName attribute) {
    return Integer.parseInt(
        Objects.requireNonNull(
            queues
                .getQueueAttributes(get -> get.queueUrl(queue).attributeNames(attribute))
                .attributes()
                .get(attribute)));
  }

  @Override
  public void close() {
    tables.close();
    queues.close();
  }
}
