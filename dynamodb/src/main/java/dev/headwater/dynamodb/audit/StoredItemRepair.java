package dev.headwater.dynamodb.audit;

import dev.headwater.audit.StoredView;
import dev.headwater.dynamodb.internal.SdkFailures;
import dev.headwater.dynamodb.views.ViewItem;
import dev.headwater.projection.VersionedView;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;

/**
 * Overwrites wrong items that have not changed since they were judged. The version is the
 * condition: every write of a projector raises it, or replaces a foreign view by what its stream
 * leads to.
 */
record StoredItemRepair<V>(
    DynamoDbClient client, String tableName, ViewItem<V> items, StoredItem<V> stored) {
  private static final Map<String, String> NAMES = Map.of("#version", ViewItem.VERSION);

  boolean replace(String id, StoredView wrong, VersionedView<V> right) {
    Map<String, AttributeValue> item;
    try {
      item = items.write(id, right);
    } catch (IllegalArgumentException neverStorable) {
      return false;
    }
    return repair(
        id,
        wrong,
        condition ->
            client.putItem(
                put ->
                    put.tableName(tableName)
                        .item(item)
                        .conditionExpression(condition.expression())
                        .expressionAttributeNames(NAMES)
                        .expressionAttributeValues(condition.values())));
  }

  boolean remove(String id, StoredView wrong) {
    return repair(
        id,
        wrong,
        condition ->
            client.deleteItem(
                delete ->
                    delete
                        .tableName(tableName)
                        .key(items.key(id))
                        .conditionExpression(condition.expression())
                        .expressionAttributeNames(NAMES)
                        .expressionAttributeValues(condition.values())));
  }

  /** After a lost reply, the SDK's retry fails the condition; the caller checks the view again. */
  private boolean repair(String id, StoredView wrong, ConditionalWrite write) {
    try {
      Map<String, AttributeValue> item =
          client
              .getItem(get -> get.tableName(tableName).key(items.key(id)).consistentRead(true))
              .item();
      if (item.isEmpty() || !stored.of(id, item, true).isSameAs(wrong)) {
        return false;
      }
      write.send(Condition.on(item.get(ViewItem.VERSION)));
      return true;
    } catch (ConditionalCheckFailedException moved) {
      return false;
    } catch (SdkException e) {
      if (SdkFailures.isRefusal(e)) {
        return false;
      }
      throw SdkFailures.ofWrite("repair a view in " + tableName, e);
    }
  }

  @FunctionalInterface
  private interface ConditionalWrite {
    void send(Condition condition);
  }

  /** The version is unchanged, or still absent. */
  private record Condition(String expression, @Nullable Map<String, AttributeValue> values) {
    static Condition on(@Nullable AttributeValue version) {
      return version == null
          ? new Condition("attribute_not_exists(#version)", null)
          : new Condition("#version = :judged", Map.of(":judged", version));
    }
  }
}
