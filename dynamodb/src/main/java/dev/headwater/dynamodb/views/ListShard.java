package dev.headwater.dynamodb.views;

import dev.headwater.query.ListOrder;
import dev.headwater.query.ListRead;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.QueryResponse;

/** One shard of a list, read in its order as far as it is asked for. For one thread. */
final class ListShard {
  private final ListSource source;
  private final String shard;
  private final ListRead asked;
  private final Deque<Map<String, AttributeValue>> items = new ArrayDeque<>();
  private Map<String, AttributeValue> position = Map.of();
  private boolean exhausted;

  /** Of the first item, read once however often it is compared. */
  private @Nullable String nextSort;

  ListShard(ListSource source, String shard, ListRead asked) {
    this.source = source;
    this.shard = shard;
    this.asked = asked;
  }

  /** Whether its next item is not here yet. */
  boolean wantsItems() {
    return items.isEmpty() && !exhausted;
  }

  void fetch(int count) {
    QueryResponse page = source.query(query(count));
    items.addAll(page.items());
    position = page.lastEvaluatedKey();
    exhausted = position.isEmpty();
  }

  private QueryRequest.Builder query(int count) {
    Map<String, AttributeValue> values = new HashMap<>();
    values.put(":shard", AttributeValue.fromS(shard));
    String condition = source.index().shardKey() + " = :shard";
    if (asked.afterSort() != null) {
      values.put(":after", AttributeValue.fromS(asked.afterSort()));
      condition += " AND " + source.index().sortKey() + " " + behind(asked.order()) + " :after";
    }
    return QueryRequest.builder()
        .keyConditionExpression(condition)
        .expressionAttributeValues(values)
        .scanIndexForward(asked.order() == ListOrder.ASCENDING)
        .exclusiveStartKey(position.isEmpty() ? null : position)
        .limit(count);
  }

  /** The operator that selects what follows a place in the list. */
  private static String behind(ListOrder order) {
    return order == ListOrder.ASCENDING ? ">" : "<";
  }

  /** Where its next item stands; {@code null} while there is none. */
  @Nullable String nextSort() {
    if (nextSort == null && !items.isEmpty()) {
      nextSort = source.index().sort(items.getFirst());
    }
    return nextSort;
  }

  Map<String, AttributeValue> take() {
    nextSort = null;
    return items.removeFirst();
  }
}
