package dev.headwater.dynamodb.audit;

import dev.headwater.audit.HeldClaim;
import dev.headwater.dynamodb.internal.Attributes;
import dev.headwater.dynamodb.internal.ClaimKeys;
import dev.headwater.dynamodb.internal.CommitItem;
import dev.headwater.event.StreamId;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Reads the item of a claim. */
final class ClaimItem {
  private static final int PARTS_OF_A_KEY = 3;

  private ClaimItem() {}

  /**
   * The claim in an item.
   *
   * @throws IllegalArgumentException when it is not a claim; the message names no content
   */
  static HeldClaim read(Map<String, AttributeValue> attributes) {
    Attributes item = new Attributes(attributes);
    String key = item.string(CommitItem.PK);
    String[] parts = key.split("#", -1);
    if (parts.length != PARTS_OF_A_KEY) {
      throw new IllegalArgumentException("a claim's key reads CLAIM#name#digest");
    }
    return new HeldClaim(key, parts[1], StreamId.parse(item.string(ClaimKeys.OWNER)));
  }
}
