package dev.headwater.dynamodb.audit;

import dev.headwater.dynamodb.internal.SdkFailures;
import dev.headwater.dynamodb.views.ListIndex;
import dev.headwater.dynamodb.views.ViewItem;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.QueryResponse;

/** Looks up a view at its places in the lists. The indices are eventually consistent. */
record ListedItem(
    DynamoDbClient client, String tableName, String keyName, List<ListIndex> indexes) {
  /** Whether each list that the item is in shows it or a newer one. */
  boolean isThere(Map<String, AttributeValue> item) {
    return indexes.stream().allMatch(index -> isThere(index, item));
  }

  private boolean isThere(ListIndex index, Map<String, AttributeValue> item) {
    AttributeValue shard = item.get(index.shardKey());
    AttributeValue sort = item.get(index.sortKey());
    return shard == null
        || shard.s() == null
        || sort == null
        || sort.s() == null
        || find(index, new Place(shard, sort), item);
  }

  private boolean find(ListIndex index, Place place, Map<String, AttributeValue> item) {
    Map<String, AttributeValue> position = Map.of();
    do {
      QueryResponse page = query(index, place, position);
      if (page.items().stream().anyMatch(found -> shows(found, item))) {
        return true;
      }
      position = page.lastEvaluatedKey();
    } while (!position.isEmpty());
    return false;
  }

  private QueryResponse query(ListIndex index, Place place, Map<String, AttributeValue> position) {
    try {
      return client.query(
          query ->
              query
                  .tableName(tableName)
                  .indexName(index.name())
                  .keyConditionExpression(
                      index.shardKey() + " = :shard AND " + index.sortKey() + " = :sort")
                  .expressionAttributeValues(Map.of(":shard", place.shard, ":sort", place.sort))
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

  private record Place(AttributeValue shard, AttributeValue sort) {}
}
