package dev.headwater.dynamodb;

import dev.headwater.Claim;
import dev.headwater.event.StreamId;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItemsRequest;
import software.amazon.awssdk.services.dynamodb.model.TransactionCanceledException;

/**
 * The claims' items: who owns which, strongly consistent, and their mending. A mending holds only
 * while the stream that it was judged by stands still: a check in the same transaction sees to
 * that.
 */
final class ClaimLedger {
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
    table
        .call(() -> items.read(List.copyOf(wanted.values())))
        .forEach(
            item -> {
              AttributeValue owner = item.getOrDefault(ClaimKeys.OWNER, AttributeValue.fromS(""));
              owners.put(new Attributes(item).string(CommitItem.PK), String.valueOf(owner.s()));
            });
    return owners;
  }

  @Nullable String owner(String partition) {
    return owners(List.of(partition)).get(partition);
  }

  /** Takes a claim that is free; false when it is not, or when the stream has moved. */
  boolean take(Claim claim, FoldedStream<?> judged) {
    return mend(judged, writes(judged).take(claim));
  }

  /** Removes a claim; false when it has another owner, or none, or when the stream has moved. */
  boolean release(String partition, FoldedStream<?> judged) {
    return mend(judged, writes(judged).remove(itemKey(partition)));
  }

  private ClaimWrites writes(FoldedStream<?> judged) {
    return new ClaimWrites(table.tableName(), keys, judged.stream());
  }

  /** All repetitions have one token, so that they answer what the first one came to. */
  private boolean mend(FoldedStream<?> judged, TransactWriteItem change) {
    RandomGenerator random = table.host().random();
    TransactWriteItemsRequest request =
        TransactWriteItemsRequest.builder()
            .transactItems(standsStill(judged), change)
            .clientRequestToken(new UUID(random.nextLong(), random.nextLong()).toString())
            .build();
    return table.call(() -> mendOnce(judged.stream(), request));
  }

  private boolean mendOnce(StreamId stream, TransactWriteItemsRequest request) {
    String action = "mend a claim of " + stream;
    try {
      table.client().transactWriteItems(request);
      return true;
    } catch (TransactionCanceledException e) {
      if (e.cancellationReasons().stream().anyMatch(ClaimWrites::isRefused)) {
        return false;
      }
      throw SdkFailures.ofCancelled(action, e);
    } catch (SdkException e) {
      throw SdkFailures.ofWrite(action, e);
    }
  }

  /** The next commit has the version after the last one for its key, and is not there. */
  private TransactWriteItem standsStill(FoldedStream<?> judged) {
    return TransactWriteItem.builder()
        .conditionCheck(
            check ->
                check
                    .tableName(table.tableName())
                    .key(
                        Map.of(
                            CommitItem.PK, AttributeValue.fromS(judged.stream().toString()),
                            CommitItem.SK,
                                AttributeValue.fromS(CommitItem.sortKey(judged.version() + 1))))
                    .conditionExpression(DynamoDbEventStore.NOT_THERE))
        .build();
  }

  private static Map<String, AttributeValue> itemKey(String partition) {
    return Map.of(
        CommitItem.PK,
        AttributeValue.fromS(partition),
        CommitItem.SK,
        AttributeValue.fromS(ClaimKeys.SORT_KEY));
  }
}
