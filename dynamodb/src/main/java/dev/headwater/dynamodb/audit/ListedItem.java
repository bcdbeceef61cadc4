package dev.headwater.dynamodb.audit;

import dev.headwater.dynamodb.internal.SdkFailures;
import dev.headwater.dynamodb.views.ListIndex;
import dev.headwater.dynamodb.views.ViewItem;
import java.util.Map;
import java.util.Objects;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.QueryResponse;

/** Looks up a view at its place in the lists. The index is eventually consistent. */
record ListedItem(DynamoDbClient client, String tableName, String keyName) {
  /** Whether the index shows this item or a newer one; true for an item that is in no list. */
  boolean isThere(Map<String, AttributeValue> item) {
    AttributeValue shard = item.get(ListIndex.SHARD);
    AttributeValue sort = item.get(ListIndex.SORT);
    return shard == null
        || shard.s() == null
        || sort == null
        || sort.s() == null
        || find(shard, sort, item);
  }

  private boolean find(
      AttributeValue shard, AttributeValue sort, Map<String, AttributeValue> item) {
    Map<String, AttributeValue> position = Map.of();
    do {
      QueryResponse page = query(shard, sort, position);
      if (page.items().stream().anyMatch(found -> shows(found, item))) {
        return true;
      }
      position = page.lastEvaluatedKey();
    } while (!position.isEmpty());
    return false;
  }

  private QueryResponse query(
      AttributeValue shard, AttributeValue sort, Map<String, AttributeValue> position) {
    try {
      return client.query(
          query ->
              query
                  .tableName(tableName)
                  .indexName(ListIndex.NAME)
                  .keyConditionExpression(
                      ListIndex.SHARD + " = :shard AND " + ListIndex.SORT + " = :sort")
                  .expressionAttributeValues(Map.of(":shard", shard, ":sort", sort))
                  .exclusiveStartKey(position.isEmpty() ? null : position));
    } catch (SdkException e) {
      throw SdkFailures.ofRead("look up a view in the lists of " + tableName, e);
    }
  }

  private boolean shows(Map<String, AttributeValue> found, Map<String, AttributeValue> item) {
    return Objects.equals(item.get(keyName), found.get(keyName))
        && (ViewItem.same(found, item) || isNewer(found, item));
  }

  private static boolean isNewer(
      Map<String, AttributeValue> found, Map<String, AttributeValue> item) {
    try {
      return ViewItem.version(found) > ViewItem.version(item);
    } catch (IllegalArgumentException damaged) {
      return false;
    }
  }
}
