package dev.headwater.dynamodb;

import dev.headwater.Claim;
import dev.headwater.ClaimChanges;
import dev.headwater.EventStore.AppendResult;
import dev.headwater.dynamodb.internal.ClaimWrites;
import dev.headwater.dynamodb.internal.CommitItem;
import dev.headwater.dynamodb.internal.Sha256;
import dev.headwater.event.StreamId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.CancellationReason;
import software.amazon.awssdk.services.dynamodb.model.ReturnValuesOnConditionCheckFailure;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItemsRequest;

/**
 * Writes a commit and its claims in one transaction: first the commit's item, then the claims that
 * it takes, then those that it releases.
 */
final class CommitTransaction {
  /** The most items in a transaction, including the commit. Source: DynamoDB's service quotas. */
  private static final int MAX_ITEMS = 100;

  private static final int TOKEN_DIGITS = 32;
  private static final String FREE = "None";

  private final String tableName;
  private final ClaimWrites writes;
  private final List<Claim> taken;
  private final List<Claim> released;

  CommitTransaction(String tableName, String claimsTable, StreamId stream, ClaimChanges claims) {
    this.tableName = tableName;
    this.writes = new ClaimWrites(claimsTable, stream);
    this.taken = List.copyOf(claims.taken());
    this.released = List.copyOf(claims.released());
    if (1 + taken.size() + released.size() > MAX_ITEMS) {
      throw new IllegalArgumentException(
          "A commit to stream "
              + stream
              + " changes "
              + (taken.size() + released.size())
              + " claims; the limit is "
              + (MAX_ITEMS - 1));
    }
  }

  /** The token covers the whole content, so that only an identical request counts as a retry. */
  TransactWriteItemsRequest request(Map<String, AttributeValue> commit) {
    List<TransactWriteItem> items = new ArrayList<>();
    items.add(
        TransactWriteItem.builder()
            .put(
                put ->
                    put.tableName(tableName)
                        .item(commit)
                        .conditionExpression(CommitItem.NOT_THERE)
                        .returnValuesOnConditionCheckFailure(
                            ReturnValuesOnConditionCheckFailure.ALL_OLD))
            .build());
    taken.forEach(claim -> items.add(writes.take(claim)));
    released.forEach(claim -> items.add(writes.release(claim)));
    return TransactWriteItemsRequest.builder()
        .transactItems(items)
        .clientRequestToken(Sha256.hex(items.toString()).substring(0, TOKEN_DIGITS))
        .build();
  }

  /**
   * The item that already has the commit's key, if that is why the transaction was cancelled. Check
   * it before the claims: a writer with a stale stream may be refused a claim for that reason
   * alone.
   */
  static @Nullable Map<String, AttributeValue> existing(List<CancellationReason> reasons) {
    return !reasons.isEmpty() && ClaimWrites.isRefused(reasons.getFirst())
        ? reasons.getFirst().item()
        : null;
  }

  /**
   * The claim that cancelled the transaction; {@code null} if none did, or if the condition on the
   * commit's key was not evaluated: then the stream may have moved, and the claim with it.
   */
  <E> @Nullable AppendResult<E> refusedClaim(List<CancellationReason> reasons) {
    if (reasons.isEmpty() || !FREE.equals(reasons.getFirst().code())) {
      return null;
    }
    for (int place = 1; place < reasons.size(); place++) {
      if (ClaimWrites.isRefused(reasons.get(place))) {
        return place <= taken.size()
            ? new AppendResult.ClaimTaken<>(taken.get(place - 1))
            : new AppendResult.ClaimNotHeld<>(released.get(place - 1 - taken.size()));
      }
    }
    return null;
  }
}
