package dev.headwater.dynamodb.audit;

import dev.headwater.dynamodb.internal.ItemSize;
import dev.headwater.dynamodb.views.ListIndex;
import dev.headwater.query.ListRead;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * DynamoDB's limits on a view's item. An aggregate's id always fits into a key.
 *
 * @see <a href=
 *     "https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Constraints.html">Quotas in
 *     Amazon DynamoDB</a>
 */
final class ItemLimits {
  private static final int MAX_ITEM_BYTES = 400 * 1024;
  private static final int MAX_SHARD_BYTES = 2048;

  private ItemLimits() {}

  /**
   * @throws IllegalArgumentException if DynamoDB will refuse the item; the message quotes no
   *     content
   */
  static void check(Map<String, AttributeValue> item) {
    if (ItemSize.atLeast(item) > MAX_ITEM_BYTES) {
      throw new IllegalArgumentException(
          "The view's item is larger than " + MAX_ITEM_BYTES + " bytes");
    }
    checkKey(item.get(ListIndex.SHARD), ListIndex.SHARD, MAX_SHARD_BYTES);
    checkKey(item.get(ListIndex.SORT), ListIndex.SORT, ListRead.MAX_SORT_BYTES);
  }

  private static void checkKey(@Nullable AttributeValue value, String name, int maxBytes) {
    if (value == null) {
      return;
    }
    int bytes = value.s().getBytes(StandardCharsets.UTF_8).length;
    if (bytes < 1 || bytes > maxBytes) {
      throw new IllegalArgumentException(
          "The key '" + name + "' must have 1 to " + maxBytes + " bytes");
    }
  }
}
