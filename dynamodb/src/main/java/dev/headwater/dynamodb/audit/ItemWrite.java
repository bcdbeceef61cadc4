package dev.headwater.dynamodb.audit;

import dev.headwater.audit.WriteEstimator.WriteCost;
import dev.headwater.dynamodb.internal.ItemSize;
import dev.headwater.dynamodb.views.ListIndex;
import java.util.Collection;
import java.util.Map;
import java.util.Objects;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * A {@code PutItem} of a view, and what AWS charges for it: a write unit for each KB of the larger
 * of the old and the new item, and the same for each list that the view stays in. A list that it
 * enters or leaves takes the units of one item, a list in which it moves those of both, because its
 * entry is deleted and put again.
 *
 * @param old the item that is replaced; empty if there is none
 * @see <a href=
 *     "https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/read-write-operations.html">
 *     DynamoDB read and write operations</a>
 * @see <a href=
 *     "https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/GSI.html#GSI.ThroughputConsiderations.Writes">
 *     Provisioned throughput considerations for global secondary indexes</a>
 */
record ItemWrite(Map<String, AttributeValue> old, Map<String, AttributeValue> next) {
  private static final int UNIT_BYTES = 1024;

  /**
   * @param indexes of the table, which project all attributes
   */
  WriteCost cost(Collection<ListIndex> indexes) {
    return new WriteCost(replacing(), indexes.stream().mapToLong(this::entry).sum(), 0);
  }

  private long replacing() {
    return Math.max(units(old), units(next));
  }

  private long entry(ListIndex index) {
    boolean was = isIn(old, index);
    boolean is = isIn(next, index);
    if (was && is) {
      return stays(index) ? replacing() : units(old) + units(next);
    }
    return (was ? units(old) : 0) + (is ? units(next) : 0);
  }

  private static boolean isIn(Map<String, AttributeValue> item, ListIndex index) {
    return item.containsKey(index.shardKey()) && item.containsKey(index.sortKey());
  }

  private boolean stays(ListIndex index) {
    return isSame(index.shardKey()) && isSame(index.sortKey());
  }

  private boolean isSame(String attribute) {
    return Objects.equals(old.get(attribute), next.get(attribute));
  }

  private static long units(Map<String, AttributeValue> item) {
    return Math.max(1, Math.ceilDiv(ItemSize.of(item), UNIT_BYTES));
  }
}
