package dev.headwater.dynamodb.internal;

import dev.headwater.Claim;
import dev.headwater.event.StreamId;
import java.util.HashMap;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.CancellationReason;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;

/** Changes to the claims of a stream, each as one item of a transaction. */
public record ClaimWrites(String tableName, StreamId stream) {
  private static final String OURS = "#owner = :me";
  private static final String FREE_OR_OURS = "attribute_not_exists(PK) OR " + OURS;
  private static final String ME = ":me";
  private static final Map<String, String> NAMES = Map.of("#owner", ClaimItem.OWNER);

  /** Whether an item of a transaction failed its condition. */
  public static boolean isRefused(CancellationReason reason) {
    return "ConditionalCheckFailed".equals(reason.code());
  }

  /** Takes a claim that is free or already ours. */
  public TransactWriteItem take(Claim claim) {
    Map<String, AttributeValue> item = new HashMap<>(ClaimItem.key(claim));
    item.put(ClaimItem.OWNER, owner());
    return TransactWriteItem.builder()
        .put(
            put ->
                put.tableName(tableName)
                    .item(item)
                    .conditionExpression(FREE_OR_OURS)
                    .expressionAttributeNames(NAMES)
                    .expressionAttributeValues(Map.of(ME, owner())))
        .build();
  }

  /** Releases a claim, which may be gone already. */
  public TransactWriteItem release(Claim claim) {
    return delete(ClaimItem.key(claim), FREE_OR_OURS);
  }

  /** Removes a claim that must exist and be ours. */
  public TransactWriteItem remove(Map<String, AttributeValue> key) {
    return delete(key, OURS);
  }

  private TransactWriteItem delete(Map<String, AttributeValue> key, String condition) {
    return TransactWriteItem.builder()
        .delete(
            delete ->
                delete
                    .tableName(tableName)
                    .key(key)
                    .conditionExpression(condition)
                    .expressionAttributeNames(NAMES)
                    .expressionAttributeValues(Map.of(ME, owner())))
        .build();
  }

  private AttributeValue owner() {
    return AttributeValue.fromS(stream.toString());
  }
}
