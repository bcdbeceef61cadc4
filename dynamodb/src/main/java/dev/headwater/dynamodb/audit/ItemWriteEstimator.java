package dev.headwater.dynamodb.audit;

import dev.headwater.audit.WriteEstimator;
import dev.headwater.dynamodb.internal.Attributes;
import dev.headwater.dynamodb.internal.BatchRead;
import dev.headwater.dynamodb.views.ViewItem;
import dev.headwater.host.ParallelCalls;
import dev.headwater.projection.VersionedView;
import dev.headwater.projection.ViewStore.ViewChange;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * Estimates writes to a views table, from the items that they replace.
 *
 * @param keyName the name of the table's key
 */
record ItemWriteEstimator<V>(ViewItem<V> items, String keyName, BatchRead batchRead)
    implements WriteEstimator<V> {
  @Override
  public Loaded<V> load(Collection<String> aggregateIds) {
    Map<String, Map<String, AttributeValue>> stored = new HashMap<>();
    batchRead
        .read(aggregateIds.stream().distinct().map(items::key).toList())
        .forEach(item -> stored.put(new Attributes(item).string(keyName), item));
    return new Items<>(items, stored);
  }

  /** Each view is written by a call of its own. */
  @Override
  public int savedAtOnce() {
    return ParallelCalls.MAX_AT_ONCE;
  }

  private record Items<V>(ViewItem<V> items, Map<String, Map<String, AttributeValue>> stored)
      implements Loaded<V> {
    @Override
    public Map<String, VersionedView<V>> views() {
      Map<String, VersionedView<V>> views = new HashMap<>();
      stored.forEach((id, item) -> views.put(id, items.read(item)));
      return views;
    }

    @Override
    public WriteCost cost(ViewChange<V> change) {
      String id = change.aggregateId();
      Map<String, AttributeValue> next = items.write(id, change.next());
      ItemLimits.check(next);
      return new ItemWrite(Objects.requireNonNullElse(stored.get(id), Map.of()), next)
          .cost(items.indexes().values());
    }
  }
}
