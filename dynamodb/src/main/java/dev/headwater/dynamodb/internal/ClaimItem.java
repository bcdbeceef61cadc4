package dev.headwater.dynamodb.internal;

import dev.headwater.Claim;
import dev.headwater.audit.claims.HeldClaim;
import dev.headwater.event.StreamId;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * A claim as an item of the claims table. {@code PK} is {@code <name>#<SHA-256 of the value>}, and
 * {@code owner} is the stream that holds it.
 */
public final class ClaimItem {
  public static final String PK = "PK";
  public static final String OWNER = "owner";

  /** Key of the item that marks a table as filled (see {@link ClaimsMark}); never a claim's. */
  static final String MARK = "FILLED";

  private static final int DIGEST_DIGITS = 64;

  private ClaimItem() {}

  public static String partition(Claim claim) {
    return claim.name() + '#' + Sha256.hex(claim.value());
  }

  public static Map<String, AttributeValue> key(String partition) {
    return Map.of(PK, AttributeValue.fromS(partition));
  }

  public static Map<String, AttributeValue> key(Claim claim) {
    return key(partition(claim));
  }

  /** Whether this item is the mark and not a claim. */
  public static boolean isMark(Map<String, AttributeValue> item) {
    return MARK.equals(new Attributes(item).string(PK));
  }

  /**
   * The claim in an item.
   *
   * @throws IllegalArgumentException if it is not a claim; the message quotes no content
   */
  public static HeldClaim read(Map<String, AttributeValue> attributes) {
    Attributes item = new Attributes(attributes);
    String key = item.string(PK);
    int separator = key.lastIndexOf('#');
    if (separator < 1 || key.length() - separator - 1 != DIGEST_DIGITS) {
      throw new IllegalArgumentException("a claim's key has the form name#digest");
    }
    return new HeldClaim(key, key.substring(0, separator), StreamId.parse(item.string(OWNER)));
  }
}
