package dev.headwater.customers.http;

import dev.headwater.customers.customer.CustomerId;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Objects;
import java.util.random.RandomGenerator;

/** Makes the ids of customers that are registered without one: 128 bits, in hexadecimal. */
public final class CustomerIds {
  private static final int BYTES = 16;
  private final RandomGenerator random;

  /**
   * @param random one that cannot be guessed, such as a {@link java.security.SecureRandom}
   */
  public CustomerIds(RandomGenerator random) {
    this.random = random;
  }

  /**
   * The same id for the same caller and idempotency key, so that a repeated request finds its
   * customer, and another caller's request with the same key does not.
   */
  CustomerId of(HttpRequest request) {
    String key = request.header("idempotency-key");
    byte[] id = new byte[BYTES];
    if (key == null) {
      random.nextBytes(id);
    } else {
      String caller = Objects.requireNonNullElse(request.metadata().actor(), "");
      id = Arrays.copyOf(Sha256.of(caller + '\n' + key), BYTES);
    }
    return new CustomerId(HexFormat.of().formatHex(id));
  }
}
