package dev.headwater.dynamodb;

import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import dev.headwater.Claim;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.CancellationReason;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;
import software.amazon.awssdk.services.dynamodb.model.TransactionCanceledException;

/**
 * The claims' items: who owns which, strongly consistent, and their mending. A mending holds only
 * while the stream that it was judged by stands still: a check in the same transaction sees to that.
 */
final class ClaimLedger {
    private static final String OURS = "#owner = :me";
    private static final String FREE_OR_OURS = "attribute_not_exists(PK) OR " + OURS;
    private static final Map<String, String> NAMES = Map.of("#owner", ClaimKeys.OWNER);

    private final TableAccess table;
    private final ClaimKeys keys;
    private final BatchRead items;

    ClaimLedger(TableAccess table, ClaimKeys keys) {
        this.table = table;
        this.keys = keys;
        this.items = new BatchRead(table.client(), table.tableName(), table.host());
    }

    /** The partition key of a claim's item. */
    String key(Claim claim) {
        return new Attributes(keys.of(claim)).string(CommitItem.PK);
    }

    /** The owners by partition key, as texts; without the keys that nobody owns. */
    Map<String, String> owners(Collection<String> partitions) {
        Map<String, Map<String, AttributeValue>> wanted = new LinkedHashMap<>();
        partitions.forEach(partition -> wanted.put(partition, itemKey(partition)));
        Map<String, String> owners = new HashMap<>();
        table.call(() -> items.read(List.copyOf(wanted.values()))).forEach(item -> {
            AttributeValue owner = item.getOrDefault(ClaimKeys.OWNER, AttributeValue.fromS(""));
            owners.put(new Attributes(item).string(CommitItem.PK), String.valueOf(owner.s()));
        });
        return owners;
    }

    @Nullable
    String owner(String partition) {
        return owners(List.of(partition)).get(partition);
    }

    /** Takes a claim that is free; false when it is not, or when the stream has moved. */
    boolean take(Claim claim, FoldedStream<?> judged) {
        Map<String, AttributeValue> item = new HashMap<>(keys.of(claim));
        item.put(ClaimKeys.OWNER, owner(judged));
        return mend(judged, TransactWriteItem.builder()
                .put(put -> put.tableName(table.tableName())
                        .item(item)
                        .conditionExpression(FREE_OR_OURS)
                        .expressionAttributeNames(NAMES)
                        .expressionAttributeValues(Map.of(":me", owner(judged))))
                .build());
    }

    /** Removes a claim; false when it has another owner, or none, or when the stream has moved. */
    boolean release(String partition, FoldedStream<?> judged) {
        return mend(judged, TransactWriteItem.builder()
                .delete(delete -> delete.tableName(table.tableName())
                        .key(itemKey(partition))
                        .conditionExpression(OURS)
                        .expressionAttributeNames(NAMES)
                        .expressionAttributeValues(Map.of(":me", owner(judged))))
                .build());
    }

    /** Doing it twice does no harm, so it is repeated like a read. */
    private boolean mend(FoldedStream<?> judged, TransactWriteItem change) {
        return table.call(() -> mendOnce(judged, change));
    }

    private boolean mendOnce(FoldedStream<?> judged, TransactWriteItem change) {
        String action = "mend a claim of " + judged.stream();
        try {
            table.client()
                    .transactWriteItems(write -> write.transactItems(standsStill(judged), change));
            return true;
        } catch (TransactionCanceledException e) {
            if (e.cancellationReasons().stream().anyMatch(ClaimLedger::isOutdated)) {
                return false;
            }
            throw SdkFailures.ofCancelled(action, e);
        } catch (SdkException e) {
            throw SdkFailures.ofWrite(action, e);
        }
    }

    private static boolean isOutdated(CancellationReason reason) {
        return "ConditionalCheckFailed".equals(reason.code());
    }

    /** The next commit has the version after the last one for its key, and is not there. */
    private TransactWriteItem standsStill(FoldedStream<?> judged) {
        return TransactWriteItem.builder()
                .conditionCheck(check -> check.tableName(table.tableName())
                        .key(Map.of(
                                CommitItem.PK, AttributeValue.fromS(judged.stream().toString()),
                                CommitItem.SK, AttributeValue.fromS(
                                        CommitItem.sortKey(judged.version() + 1))))
                        .conditionExpression(DynamoDbEventStore.NOT_THERE))
                .build();
    }

    private static AttributeValue owner(FoldedStream<?> judged) {
        return AttributeValue.fromS(judged.stream().toString());
    }

    private static Map<String, AttributeValue> itemKey(String partition) {
        return Map.of(CommitItem.PK, AttributeValue.fromS(partition),
                CommitItem.SK, AttributeValue.fromS(ClaimKeys.SORT_KEY));
    }
}
