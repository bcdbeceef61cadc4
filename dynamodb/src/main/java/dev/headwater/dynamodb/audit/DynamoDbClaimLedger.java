package dev.headwater.dynamodb.audit;

import dev.headwater.Claim;
import dev.headwater.audit.FoldedStream;
import dev.headwater.audit.claims.ClaimLedger;
import dev.headwater.audit.claims.HeldClaim;
import dev.headwater.dynamodb.internal.Attributes;
import dev.headwater.dynamodb.internal.BatchRead;
import dev.headwater.dynamodb.internal.ClaimItem;
import dev.headwater.dynamodb.internal.ClaimWrites;
import dev.headwater.dynamodb.internal.ClaimsMark;
import dev.headwater.dynamodb.internal.CommitItem;
import dev.headwater.dynamodb.internal.SdkFailures;
import dev.headwater.dynamodb.internal.TableAccess;
import dev.headwater.event.StreamId;
import dev.headwater.host.Host;
import dev.headwater.host.RedactedException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ScanResponse;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItemsRequest;
import software.amazon.awssdk.services.dynamodb.model.TransactionCanceledException;

/**
 * A claims table. A repair is a transaction that also checks that the stream has no further commit
 * in the events table since the claim was judged.
 */
public final class DynamoDbClaimLedger implements ClaimLedger {
  private final TableAccess claims;
  private final String eventsTable;
  private final BatchRead items;

  /** Reads and repairs {@code claimsTable}, at any rate. */
  public DynamoDbClaimLedger(
      DynamoDbClient client, String eventsTable, String claimsTable, Host host) {
    this(new TableAccess(client, claimsTable, host), eventsTable);
  }

  private DynamoDbClaimLedger(TableAccess claims, String eventsTable) {
    this.claims = claims;
    this.eventsTable = eventsTable;
    this.items = new BatchRead(claims.client(), claims.tableName(), claims.host());
  }

  @Override
  public DynamoDbClaimLedger within(int unitsPerSecond) {
    return new DynamoDbClaimLedger(claims.within(unitsPerSecond), eventsTable);
  }

  @Override
  public String key(Claim claim) {
    return ClaimItem.partition(claim);
  }

  @Override
  public Map<String, String> owners(Collection<String> keys) {
    Map<String, String> owners = new HashMap<>();
    claims
        .call(() -> items.read(keys.stream().distinct().map(ClaimItem::key).toList()))
        .forEach(
            item -> {
              AttributeValue owner = item.getOrDefault(ClaimItem.OWNER, AttributeValue.fromS(""));
              owners.put(new Attributes(item).string(ClaimItem.PK), String.valueOf(owner.s()));
            });
    return owners;
  }

  @Override
  public Page page(@Nullable String after, int maxClaims) {
    ScanResponse page = claims.call(() -> scan(after, maxClaims));
    List<HeldClaim> held = new ArrayList<>();
    Map<String, String> unreadable = new HashMap<>();
    for (Map<String, AttributeValue> item : page.items()) {
      if (ClaimItem.isMark(item)) {
        continue;
      }
      try {
        held.add(ClaimItem.read(item));
      } catch (IllegalArgumentException e) {
        unreadable.put(new Attributes(item).string(ClaimItem.PK), RedactedException.reason(e));
      }
    }
    AttributeValue last = page.lastEvaluatedKey().get(ClaimItem.PK);
    return new Page(held, unreadable, last == null ? null : last.s());
  }

  private ScanResponse scan(@Nullable String after, int maxClaims) {
    try {
      return claims
          .client()
          .scan(
              scan ->
                  scan.tableName(claims.tableName())
                      .consistentRead(true)
                      .exclusiveStartKey(after == null ? null : ClaimItem.key(after))
                      .limit(maxClaims));
    } catch (SdkException e) {
      throw SdkFailures.ofRead("scan " + claims.tableName(), e);
    }
  }

  @Override
  public long approximateSize() {
    return claims.approximateItems();
  }

  @Override
  public void markFilled() {
    claims.call(
        () -> {
          new ClaimsMark(claims.client(), claims.tableName()).set(eventsTable);
          return true;
        });
  }

  @Override
  public boolean take(Claim claim, FoldedStream<?> judged) {
    return repair(judged, writes(judged).take(claim));
  }

  @Override
  public boolean release(String key, FoldedStream<?> judged) {
    return repair(judged, writes(judged).remove(ClaimItem.key(key)));
  }

  private ClaimWrites writes(FoldedStream<?> judged) {
    return new ClaimWrites(claims.tableName(), judged.stream());
  }

  /** All attempts share a token, so that a retry gets the outcome of the first attempt. */
  private boolean repair(FoldedStream<?> judged, TransactWriteItem change) {
    RandomGenerator random = claims.host().random();
    TransactWriteItemsRequest request =
        TransactWriteItemsRequest.builder()
            .transactItems(hasNotMoved(judged), change)
            .clientRequestToken(new UUID(random.nextLong(), random.nextLong()).toString())
            .build();
    return claims.call(() -> repairOnce(judged.stream(), request));
  }

  private boolean repairOnce(StreamId stream, TransactWriteItemsRequest request) {
    String action = "repair a claim of " + stream;
    try {
      claims.client().transactWriteItems(request);
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

  /** Checks that no item has the key of the stream's next commit. */
  private TransactWriteItem hasNotMoved(FoldedStream<?> judged) {
    return TransactWriteItem.builder()
        .conditionCheck(
            check ->
                check
                    .tableName(eventsTable)
                    .key(CommitItem.key(judged.stream(), judged.version() + 1))
                    .conditionExpression(CommitItem.NOT_THERE))
        .build();
  }
}
