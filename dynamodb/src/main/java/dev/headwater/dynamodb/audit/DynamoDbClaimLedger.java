package dev.headwater.dynamodb.audit;

import dev.headwater.Claim;
import dev.headwater.audit.ClaimLedger;
import dev.headwater.audit.FoldedStream;
import dev.headwater.dynamodb.internal.Attributes;
import dev.headwater.dynamodb.internal.BatchRead;
import dev.headwater.dynamodb.internal.ClaimKeys;
import dev.headwater.dynamodb.internal.ClaimWrites;
import dev.headwater.dynamodb.internal.CommitItem;
import dev.headwater.dynamodb.internal.SdkFailures;
import dev.headwater.event.StreamId;
import dev.headwater.host.Host;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.random.RandomGenerator;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItemsRequest;
import software.amazon.awssdk.services.dynamodb.model.TransactionCanceledException;

/**
 * Claims as items of a table. A repair is a transaction which also checks that the stream it was
 * judged by has no further commit.
 */
public final class DynamoDbClaimLedger implements ClaimLedger {
  private final TableAccess table;
  private final ClaimKeys keys;
  private final BatchRead items;

  public DynamoDbClaimLedger(DynamoDbClient client, String tableName, ClaimKeys keys, Host host) {
    this(new TableAccess(client, tableName, host), keys);
  }

  private DynamoDbClaimLedger(TableAccess table, ClaimKeys keys) {
    this.table = table;
    this.keys = keys;
    this.items = new BatchRead(table.client(), table.tableName(), table.host());
  }

  @Override
  public DynamoDbClaimLedger within(int unitsPerSecond) {
    return new DynamoDbClaimLedger(table.within(unitsPerSecond), keys);
  }

  @Override
  public String key(Claim claim) {
    return new Attributes(keys.of(claim)).string(CommitItem.PK);
  }

  @Override
  public Map<String, String> owners(Collection<String> partitions) {
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

  @Override
  public boolean take(Claim claim, FoldedStream<?> judged) {
    return repair(judged, writes(judged).take(claim));
  }

  @Override
  public boolean release(String key, FoldedStream<?> judged) {
    return repair(judged, writes(judged).remove(itemKey(key)));
  }

  private ClaimWrites writes(FoldedStream<?> judged) {
    return new ClaimWrites(table.tableName(), keys, judged.stream());
  }

  /** All repetitions have one token, so that they answer what the first one came to. */
  private boolean repair(FoldedStream<?> judged, TransactWriteItem change) {
    RandomGenerator random = table.host().random();
    TransactWriteItemsRequest request =
        TransactWriteItemsRequest.builder()
            .transactItems(standsStill(judged), change)
            .clientRequestToken(new UUID(random.nextLong(), random.nextLong()).toString())
            .build();
    return table.call(() -> repairOnce(judged.stream(), request));
  }

  private boolean repairOnce(StreamId stream, TransactWriteItemsRequest request) {
    String action = "repair a claim of " + stream;
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
                    .key(CommitItem.key(judged.stream(), judged.version() + 1))
                    .conditionExpression(CommitItem.NOT_THERE))
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
