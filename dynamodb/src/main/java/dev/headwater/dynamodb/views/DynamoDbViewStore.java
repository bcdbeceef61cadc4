package dev.headwater.dynamodb.views;

import dev.headwater.dynamodb.internal.BatchRead;
import dev.headwater.dynamodb.internal.ItemSize;
import dev.headwater.dynamodb.internal.SdkFailures;
import dev.headwater.host.Deadline;
import dev.headwater.host.Host;
import dev.headwater.host.RedactedException;
import dev.headwater.host.UnavailableException;
import dev.headwater.projection.VersionedView;
import dev.headwater.projection.ViewStore;
import dev.headwater.query.IndexedView;
import dev.headwater.query.ListRead;
import dev.headwater.query.SortedPage;
import dev.headwater.query.ViewReader;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;
import software.amazon.awssdk.services.dynamodb.model.ReturnValuesOnConditionCheckFailure;

/**
 * Views on a DynamoDB table, one item each, with an index for each list ({@link ListIndex}).
 *
 * <p>A save is one conditional {@code PutItem} per view, several at a time. If a write succeeds but
 * its reply is lost, so that the SDK repeats it, the view counts as saved. A removed view stays as
 * an item with its version, outside the indices.
 *
 * <p>A view that its format cannot encode or could not decode again, that an index cannot hold, or
 * that exceeds DynamoDB's 400 KB, is refused; the other views of the save are stored.
 *
 * <p>Thread-safe.
 */
public final class DynamoDbViewStore<V> implements ViewStore<V>, ViewReader<V> {

  private final DynamoDbClient client;
  private final String tableName;
  private final ViewItem<V> items;
  private final BatchRead batchRead;
  private final Host host;

  /**
   * A store of one kind of view, in a table of its own.
   *
   * @throws IllegalArgumentException if two lists of the format have the same name, or its key has
   *     a name that belongs to the store
   */
  public DynamoDbViewStore(
      DynamoDbClient client, ViewTable table, ViewFormat<V> format, Host host) {
    this.client = client;
    this.tableName = table.name();
    this.items = new ViewItem<>(format, table.shards());
    this.batchRead = new BatchRead(client, tableName, host);
    this.host = host;
  }

  @Override
  public Map<String, VersionedView<V>> load(Collection<String> aggregateIds) {
    List<Map<String, AttributeValue>> keys =
        aggregateIds.stream().distinct().map(items::key).toList();
    Map<String, VersionedView<V>> found = new HashMap<>();
    batchRead.read(keys).forEach(item -> found.put(items.id(item), items.read(item)));
    return found;
  }

  @Override
  public Saved save(List<ViewChange<V>> changes) {
    var written = new AtomicBoolean();
    try {
      return Saved.of(
          host.parallelCalls()
              .callEach(
                  changes.stream()
                      .<Supplier<Saved>>map(change -> () -> save(change, written))
                      .toList()));
    } catch (UnavailableException e) {
      throw e.mayHaveTakenEffect() || !written.get()
          ? e
          : new UnavailableException(
              e.getMessage() + ", but perhaps others", true, e.configurationFault(), e);
    }
  }

  /**
   * @param written is set when the view is stored, or may be
   */
  private Saved save(ViewChange<V> change, AtomicBoolean written) {
    try {
      Saved saved = save(change);
      if (saved.equals(Saved.ALL)) {
        written.set(true);
      }
      return saved;
    } catch (UnavailableException e) {
      if (e.mayHaveTakenEffect()) {
        written.set(true);
      }
      throw e;
    }
  }

  private Saved save(ViewChange<V> change) {
    String id = change.aggregateId();
    Map<String, AttributeValue> item;
    try {
      item = items.write(id, change.next());
    } catch (IllegalArgumentException e) {
      return Saved.refusing(id, "The view cannot be stored: " + RedactedException.reason(e));
    }
    try {
      client.putItem(put(item, change.expectedVersion()));
      return Saved.ALL;
    } catch (ConditionalCheckFailedException e) {
      boolean ours = SdkFailures.wasRepeated(e) && ViewItem.same(e.item(), item);
      return ours ? Saved.ALL : Saved.allBut(Set.of(id));
    } catch (SdkException e) {
      if (SdkFailures.isRefusal(e)) {
        return Saved.refusing(
            id,
            "DynamoDB refuses the view's item of "
                + ItemSize.of(item)
                + " bytes ("
                + SdkFailures.describe(e)
                + ")");
      }
      throw SdkFailures.ofWrite("save a view in " + tableName, e);
    }
  }

  private PutItemRequest put(Map<String, AttributeValue> item, long expectedVersion) {
    PutItemRequest.Builder put =
        PutItemRequest.builder()
            .tableName(tableName)
            .item(item)
            .expressionAttributeNames(Map.of("#version", ViewItem.VERSION))
            .returnValuesOnConditionCheckFailure(ReturnValuesOnConditionCheckFailure.ALL_OLD);
    return expectedVersion == 0
        ? put.conditionExpression("attribute_not_exists(#version)").build()
        : put.conditionExpression("#version = :expected")
            .expressionAttributeValues(
                Map.of(":expected", AttributeValue.fromN(Long.toString(expectedVersion))))
            .build();
  }

  /** Eventually consistent, at half the price of {@link #load}. */
  @Override
  public Optional<VersionedView<V>> find(String aggregateId) {
    return find(aggregateId, false);
  }

  /** The same, for tests that cannot wait. */
  Optional<VersionedView<V>> find(String aggregateId, boolean stronglyConsistent) {
    try {
      Map<String, AttributeValue> item =
          client
              .getItem(
                  get ->
                      get.tableName(tableName)
                          .key(items.key(aggregateId))
                          .consistentRead(stronglyConsistent))
              .item();
      return item.isEmpty() ? Optional.empty() : Optional.of(items.read(item));
    } catch (SdkException e) {
      throw SdkFailures.ofRead("read a view in " + tableName, e);
    }
  }

  @Override
  public SortedPage<IndexedView<V, String>, String> list(ListRead asked, Instant deadline) {
    ListIndex index = asked.select(items.indexes());
    var source = new ListSource(client, tableName, index, Deadline.at(deadline, host));
    List<ListShard> shards =
        asked.partitions().stream()
            .distinct()
            .flatMap(partition -> index.shards(partition).stream())
            .map(shard -> new ListShard(source, shard, asked))
            .toList();
    List<Map<String, AttributeValue>> merged =
        new ListMerge(index, shards, asked.order().bySort(), host.parallelCalls())
            .first(asked.limit() + 1);
    return SortedPage.first(
        asked.limit(),
        merged.stream().map(item -> indexed(index, item)).toList(),
        IndexedView::place);
  }

  private IndexedView<V, String> indexed(ListIndex index, Map<String, AttributeValue> item) {
    return new IndexedView<>(items.id(item), index.sort(item), items.read(item));
  }
}
