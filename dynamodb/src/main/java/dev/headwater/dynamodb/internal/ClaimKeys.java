package dev.headwater.dynamodb.internal;

import dev.headwater.Claim;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * Under which key a claim's item lies: {@code CLAIM#<name>#<HMAC-SHA-256 of the value>}. Without
 * the secret nobody who sees the table can test whether a value is claimed.
 *
 * <p>The secret belongs to the data: with another one, no claim would be found that was taken
 * before.
 */
public final class ClaimKeys {
  /** The fewest characters of a secret. */
  public static final int MIN_SECRET_LENGTH = 16;

  public static final String SORT_KEY = "CLAIM";
  public static final String OWNER = "owner";
  private static final String PREFIX = "CLAIM#";
  private static final String ALGORITHM = "HmacSHA256";
  private final SecretKeySpec secret;

  /** The keys under a secret of at least {@value #MIN_SECRET_LENGTH} characters. */
  public ClaimKeys(String secret) {
    if (secret.length() < MIN_SECRET_LENGTH) {
      throw new IllegalArgumentException(
          "The secret of the claims has "
              + secret.length()
              + " characters; it needs at least "
              + MIN_SECRET_LENGTH);
    }
    this.secret = new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), ALGORITHM);
  }

  public Map<String, AttributeValue> of(Claim claim) {
    return Map.of(
        CommitItem.PK,
            AttributeValue.fromS(
                PREFIX + claim.name() + '#' + HexFormat.of().formatHex(digest(claim))),
        CommitItem.SK, AttributeValue.fromS(SORT_KEY));
  }

  private byte[] digest(Claim claim) {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(secret);
      return mac.doFinal(claim.value().getBytes(StandardCharsets.UTF_8));
    } catch (GeneralSecurityException e) {
      throw new AssertionError("Every Java platform has HmacSHA256", e);
    }
  }
}
