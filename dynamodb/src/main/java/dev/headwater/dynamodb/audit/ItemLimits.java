package dev.headwater.dynamodb.audit;

import dev.headwater.dynamodb.internal.ItemSize;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * DynamoDB's limit on a view's item. An aggregate's id always fits into a key, and a view's place
 * in a list was checked before.
 *
 * @see <a href=
 *     "https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Constraints.html">Quotas in
 *     Amazon DynamoDB</a>
 */
final class ItemLimits {
  private static final int MAX_ITEM_BYTES = 400 * 1024;

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
  }
}
