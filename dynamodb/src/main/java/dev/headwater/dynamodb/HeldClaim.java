package dev.headwater.dynamodb;

import dev.headwater.event.StreamId;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * A claim as its item has it.
 *
 * @param key the item's partition key; the value itself is not to be had
 * @param name what kind of value it is
 */
record HeldClaim(String key, String name, StreamId owner) {
  private static final int PARTS_OF_A_KEY = 3;

  /**
   * The claim in an item.
   *
   * @throws IllegalArgumentException when it is none; the message names no content
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

  /** The claim of an owner that was read as a text; {@code null} when that is no stream. */
  static @Nullable HeldClaim of(String key, String name, String owner) {
    try {
      return new HeldClaim(key, name, StreamId.parse(owner));
    } catch (IllegalArgumentException noStream) {
      return null;
    }
  }
}
