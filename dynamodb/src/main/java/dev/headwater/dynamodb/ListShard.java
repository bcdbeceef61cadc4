package dev.headwater.dynamodb;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.QueryResponse;

/** One shard of the list index, read in its order as far as it is asked for. For one thread. */
final class ListShard {
    /** Where it is read from, and in which direction; from its end without a place. */
    record From(ListOrder order, @Nullable String afterSort) {}

    private final DynamoDbClient client;
    private final String tableName;
    private final String shard;
    private final From from;
    private final Deque<Map<String, AttributeValue>> items = new ArrayDeque<>();
    private Map<String, AttributeValue> position = Map.of();
    private boolean exhausted;

    ListShard(DynamoDbClient client, String tableName, String shard, From from) {
        this.client = client;
        this.tableName = tableName;
        this.shard = shard;
        this.from = from;
    }

    static String sort(Map<String, AttributeValue> item) {
        return new Attributes(item).string(ListIndex.SORT);
    }

    /** Whether its next item is not here yet. */
    boolean wantsItems() {
        return items.isEmpty() && !exhausted;
    }

    void fetch(int count) {
        try {
            QueryResponse page = client.query(query(count));
            items.addAll(page.items());
            position = page.lastEvaluatedKey();
            exhausted = position.isEmpty();
        } catch (SdkException e) {
            throw SdkFailures.ofRead("read a list in " + tableName, e);
        }
    }

    private QueryRequest query(int count) {
        Map<String, AttributeValue> values = new HashMap<>();
        values.put(":shard", AttributeValue.fromS(shard));
        String condition = ListIndex.SHARD + " = :shard";
        if (from.afterSort != null) {
            values.put(":after", AttributeValue.fromS(from.afterSort));
            condition += " AND " + ListIndex.SORT + " " + from.order.behind() + " :after";
        }
        return QueryRequest.builder()
                .tableName(tableName)
                .indexName(ListIndex.NAME)
                .keyConditionExpression(condition)
                .expressionAttributeValues(values)
                .scanIndexForward(from.order == ListOrder.ASCENDING)
                .exclusiveStartKey(position.isEmpty() ? null : position)
                .limit(count)
                .build();
    }

    @Nullable
    Map<String, AttributeValue> peek() {
        return items.peekFirst();
    }

    void remove() {
        items.removeFirst();
    }
}
