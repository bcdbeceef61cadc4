package dev.headwater.dynamodb.internal;

import dev.headwater.event.StreamId;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ScanRequest;
import software.amazon.awssdk.services.dynamodb.model.ScanResponse;

/** Looks for events of a domain in an events table: for anything but heartbeats. */
public final class DomainEvents {
  private static final int PAGE_ITEMS = 1_000;
  private static final String HEARTBEATS = StreamId.HEARTBEATS + '#';
  private static final ProjectionExpression KEY = ProjectionExpression.of(List.of(CommitItem.PK));

  private DomainEvents() {}

  /**
   * Whether there are any, strongly consistent. It reads a page, unless that holds nothing but
   * heartbeats.
   *
   * @throws dev.headwater.host.UnavailableException if DynamoDB does not answer
   */
  public static boolean exist(DynamoDbClient client, String eventsTable) {
    Map<String, AttributeValue> after = Map.of();
    do {
      ScanResponse page = page(client, eventsTable, after);
      if (page.items().stream().anyMatch(DomainEvents::isOfDomain)) {
        return true;
      }
      after = page.lastEvaluatedKey();
    } while (!after.isEmpty());
    return false;
  }

  private static boolean isOfDomain(Map<String, AttributeValue> item) {
    return !new Attributes(item).string(CommitItem.PK).startsWith(HEARTBEATS);
  }

  private static ScanResponse page(
      DynamoDbClient client, String eventsTable, Map<String, AttributeValue> after) {
    try {
      return client.scan(
          ScanRequest.builder()
              .tableName(eventsTable)
              .consistentRead(true)
              .limit(PAGE_ITEMS)
              .exclusiveStartKey(after.isEmpty() ? null : after)
              .projectionExpression(KEY.expression())
              .expressionAttributeNames(KEY.names())
              .build());
    } catch (SdkException e) {
      throw SdkFailures.ofRead("scan " + eventsTable, e);
    }
  }
}
