package dev.headwater.benchmarks.write;

import dev.headwater.dynamodb.internal.ItemSize;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItemsRequest;

/**
 * Units by AWS's rules, where DynamoDB Local reports wrong ones or none.
 *
 * @see <a href=
 *     "https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/read-write-operations.html">
 *     DynamoDB read and write operations</a>
 */
final class ChargedUnits {
  private static final int WRITE_UNIT_BYTES = 1024;
  private static final int TRANSACTION_FACTOR = 2;

  private ChargedUnits() {}

  /** The units of one item: one per started kilobyte. */
  static double ofWrite(Map<String, AttributeValue> item) {
    return Math.max(1.0, Math.ceil((double) ItemSize.of(item) / WRITE_UNIT_BYTES));
  }

  /** Twice the units of each item. Deleted items are at most one kilobyte. */
  static double ofTransaction(TransactWriteItemsRequest request) {
    return request.transactItems().stream().mapToDouble(ChargedUnits::ofTransactionItem).sum();
  }

  private static double ofTransactionItem(TransactWriteItem item) {
    if (item.put() != null) {
      return TRANSACTION_FACTOR * ofWrite(item.put().item());
    }
    if (item.delete() != null) {
      return TRANSACTION_FACTOR;
    }
    throw new IllegalArgumentException("Only puts and deletes are expected");
  }

  /** A query that finds nothing takes the minimum of a query. */
  static double ofQuery(double reported, boolean consistent) {
    return Math.max(reported, consistent ? 1 : 0.5);
  }
}
