package dev.headwater.dynamodb;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;

import dev.headwater.Host;
import dev.headwater.VersionedView;
import dev.headwater.ViewStore;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;
import software.amazon.awssdk.services.dynamodb.model.ReturnValuesOnConditionCheckFailure;

/**
 * Views on a DynamoDB table, one item each, with a sharded index for lists ({@link ListIndex}).
 *
 * <p>A save is one conditional {@code PutItem} per view, several of them at the same time. A write
 * that succeeded although its reply was lost, and that the SDK therefore repeated, counts as saved.
 * A removed view stays as an item with its version and without a place in the index.
 *
 * <p>The number of shards may grow at any time; lists are complete as long as it never shrinks.
 *
 * <p>Safe for use by several threads.
 */
public final class DynamoDbViewStore<V> implements ViewStore<V> {
    /** The most views that a page of a list may ask for. */
    public static final int MAX_PAGE = 1000;

    private final DynamoDbClient client;
    private final String tableName;
    private final ViewItem<V> items;
    private final BatchRead batchRead;

    /** @param shards of the list index */
    public DynamoDbViewStore(DynamoDbClient client, String tableName, ViewFormat<V> format,
            int shards) {
        this(client, tableName, new ViewItem<>(format, shards), Host.system());
    }

    DynamoDbViewStore(DynamoDbClient client, String tableName, ViewItem<V> items, Host host) {
        this.client = client;
        this.tableName = tableName;
        this.items = items;
        this.batchRead = new BatchRead(client, tableName, host);
    }

    @Override
    public Map<String, VersionedView<V>> load(Collection<String> aggregateIds) {
        List<Map<String, AttributeValue>> keys = aggregateIds.stream()
                .distinct()
                .map(items::key)
                .toList();
        Map<String, VersionedView<V>> found = new HashMap<>();
        for (Map<String, AttributeValue> item : batchRead.read(keys)) {
            found.put(items.id(item), items.read(item));
        }
        return found;
    }

    @Override
    public Saved save(List<ViewChange<V>> changes) {
        List<Supplier<Optional<String>>> writes = changes.stream()
                .<Supplier<Optional<String>>>map(change -> () -> save(change)
                        ? Optional.empty()
                        : Optional.of(change.aggregateId()))
                .toList();
        return Saved.allBut(SideBySide.call(writes)
                .stream()
                .flatMap(Optional::stream)
                .collect(Collectors.toSet()));
    }

    private boolean save(ViewChange<V> change) {
        Map<String, AttributeValue> item = items.write(change.aggregateId(), change.next());
        try {
            client.putItem(put(item, change.expectedVersion()));
            return true;
        } catch (ConditionalCheckFailedException e) {
            return SdkFailures.wasRepeated(e) && ViewItem.same(e.item(), item);
        } catch (SdkException e) {
            throw SdkFailures.ofWrite("save a view in " + tableName, e);
        }
    }

    private PutItemRequest put(Map<String, AttributeValue> item, long expectedVersion) {
        PutItemRequest.Builder put = PutItemRequest.builder()
                .tableName(tableName)
                .item(item)
                .expressionAttributeNames(Map.of("#version", ViewItem.VERSION))
                .returnValuesOnConditionCheckFailure(ReturnValuesOnConditionCheckFailure.ALL_OLD);
        return expectedVersion == 0
                ? put.conditionExpression("attribute_not_exists(#version)").build()
                : put.conditionExpression("#version = :expected")
                        .expressionAttributeValues(Map.of(":expected",
                                AttributeValue.fromN(Long.toString(expectedVersion))))
                        .build();
    }

    /** {@link #find(String, boolean)}, eventually consistent: at half the price. */
    public Optional<VersionedView<V>> find(String aggregateId) {
        return find(aggregateId, false);
    }

    /**
     * The stored view of an aggregate, a tombstone included.
     *
     * @throws dev.headwater.UnavailableException when DynamoDB does not answer
     */
    public Optional<VersionedView<V>> find(String aggregateId, boolean stronglyConsistent) {
        try {
            Map<String, AttributeValue> item = client.getItem(get -> get.tableName(tableName)
                    .key(items.key(aggregateId))
                    .consistentRead(stronglyConsistent)).item();
            return item.isEmpty() ? Optional.empty() : Optional.of(items.read(item));
        } catch (SdkException e) {
            throw SdkFailures.ofRead("read a view in " + tableName, e);
        }
    }

    /**
     * A page of the views in some lists together, ordered by their {@link IndexEntry#sort}.
     *
     * <p>Eventually consistent. Pages are stable while views change: whatever was inserted, moved
     * or removed meanwhile, a view that stayed where it was is neither skipped nor repeated.
     *
     * @param partitions the lists
     * @param afterSort where the page begins: the {@link ViewPage#nextSort} before it, or {@code
     *        null}
     * @param limit 1 to {@value #MAX_PAGE}
     * @throws dev.headwater.UnavailableException when DynamoDB does not answer
     */
    public ViewPage<V> list(List<String> partitions, ListOrder order, @Nullable String afterSort,
            int limit) {
        if (limit < 1 || limit > MAX_PAGE) {
            throw new IllegalArgumentException("A page has 1 to " + MAX_PAGE + " views");
        }
        List<ListShard> shards = partitions.stream()
                .distinct()
                .flatMap(partition -> ListIndex.shards(partition, items.shards()).stream())
                .map(shard -> new ListShard(client, tableName, shard,
                        new ListShard.From(order, afterSort)))
                .toList();
        List<Map<String, AttributeValue>> merged = new ListMerge(shards, order.bySort())
                .first(limit + 1);
        List<Map<String, AttributeValue>> page = merged.subList(0, Math.min(limit, merged.size()));
        return new ViewPage<>(page.stream().map(items::read).toList(),
                page.size() < merged.size() ? ListShard.sort(page.getLast()) : null);
    }
}
