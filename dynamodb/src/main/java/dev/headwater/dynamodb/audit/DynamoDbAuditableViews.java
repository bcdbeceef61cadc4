package dev.headwater.dynamodb.audit;

import dev.headwater.audit.AuditableViews;
import dev.headwater.audit.StoredView;
import dev.headwater.audit.WriteEstimator;
import dev.headwater.dynamodb.internal.Attributes;
import dev.headwater.dynamodb.internal.BatchRead;
import dev.headwater.dynamodb.internal.ListShardsMark;
import dev.headwater.dynamodb.internal.SdkFailures;
import dev.headwater.dynamodb.internal.TableAccess;
import dev.headwater.dynamodb.views.DynamoDbViewStore;
import dev.headwater.dynamodb.views.ViewFormat;
import dev.headwater.dynamodb.views.ViewItem;
import dev.headwater.dynamodb.views.ViewTable;
import dev.headwater.dynamodb.views.ViewsTableCheck;
import dev.headwater.host.Host;
import dev.headwater.projection.VersionedView;
import dev.headwater.projection.ViewStore;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ScanResponse;

/**
 * A views table and its lists, as an audit reads and repairs them.
 *
 * <p>Reading a view costs one read unit per 4 KB, plus half of that for each list that it is in, to
 * check its place there. A view is replaced or removed only while its version is the one that was
 * judged.
 */
public final class DynamoDbAuditableViews<V> implements AuditableViews<V> {
  private final String name;
  private final TableAccess table;
  private final String keyName;
  private final DynamoDbViewStore<V> views;
  private final StoredItem<V> stored;
  private final StoredItemRepair<V> repairing;
  private final ListedItem lists;
  private final BatchRead batchRead;
  private final ItemWriteEstimator<V> estimator;

  /**
   * @param views with the number of shards that {@link ViewsTableCheck} reads from the table
   */
  public DynamoDbAuditableViews(
      String name, DynamoDbClient client, ViewTable views, ViewFormat<V> format, Pace pace) {
    ViewItem<V> items = new ViewItem<>(format, views.shards());
    this.name = name;
    this.table = new TableAccess(client, views.name(), pace.host()).within(pace.unitsPerSecond());
    this.keyName = format.keyName();
    this.views = new DynamoDbViewStore<>(table.client(), views, format, pace.host());
    this.stored = new StoredItem<>(items);
    this.repairing = new StoredItemRepair<>(client, views.name(), items, stored);
    this.lists =
        new ListedItem(
            table.client(), views.name(), keyName, List.copyOf(items.indexes().values()));
    this.batchRead = new BatchRead(table.client(), views.name(), pace.host());
    this.estimator = new ItemWriteEstimator<>(items, keyName, batchRead);
  }

  /**
   * How fast views may be read and written.
   *
   * @param unitsPerSecond capacity units per second; 0 means no limit
   */
  public record Pace(Host host, int unitsPerSecond) {}

  @Override
  public String name() {
    return name;
  }

  @Override
  public ViewStore<V> views() {
    return views;
  }

  @Override
  public WriteEstimator<V> estimator() {
    return estimator;
  }

  @Override
  public long approximateSize() {
    return table.approximateItems();
  }

  @Override
  public Map<String, StoredView> read(Collection<String> aggregateIds) {
    List<Map<String, AttributeValue>> items =
        batchRead.read(
            aggregateIds.stream()
                .distinct()
                .map(id -> Map.of(keyName, AttributeValue.fromS(id)))
                .toList());
    List<Boolean> listed =
        table
            .host()
            .parallelCalls()
            .callUntilFailure(
                items.stream().<Supplier<Boolean>>map(item -> () -> lists.isThere(item)).toList());
    Map<String, StoredView> found = new HashMap<>();
    for (int index = 0; index < items.size(); index++) {
      Map<String, AttributeValue> item = items.get(index);
      String id = new Attributes(item).string(keyName);
      found.put(id, stored.of(id, item, listed.get(index)));
    }
    return found;
  }

  @Override
  public StoredView form(String aggregateId, VersionedView<V> view) {
    return stored.of(aggregateId, view);
  }

  @Override
  public Page ids(@Nullable String after, int max) {
    ScanResponse page = scan(after, max);
    AttributeValue last = page.lastEvaluatedKey().get(keyName);
    return new Page(
        page.items().stream().map(this::id).filter(id -> !ListShardsMark.isKey(id)).toList(),
        last == null ? null : last.s());
  }

  private String id(Map<String, AttributeValue> item) {
    return new Attributes(item).string(keyName);
  }

  private ScanResponse scan(@Nullable String after, int max) {
    try {
      return table
          .client()
          .scan(
              scan ->
                  scan.tableName(table.tableName())
                      .projectionExpression("#key")
                      .expressionAttributeNames(Map.of("#key", keyName))
                      .exclusiveStartKey(
                          after == null ? null : Map.of(keyName, AttributeValue.fromS(after)))
                      .limit(max));
    } catch (SdkException e) {
      throw SdkFailures.ofRead("scan " + table.tableName(), e);
    }
  }

  @Override
  public boolean replace(String aggregateId, StoredView wrong, VersionedView<V> right) {
    return repairing.replace(aggregateId, wrong, right);
  }

  @Override
  public boolean remove(String aggregateId, StoredView wrong) {
    return repairing.remove(aggregateId, wrong);
  }
}
