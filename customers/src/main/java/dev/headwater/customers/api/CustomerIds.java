package dev.headwater.customers.api;

import dev.headwater.customers.customer.CustomerId;
import dev.headwater.service.http.HttpRequest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Objects;
import java.util.random.RandomGenerator;

/** The ids of new customers. A generated one has 128 bits, in hexadecimal. */
public final class CustomerIds {
  /** Reserved: in the route that counts customers, it stands in place of an id. */
  static final String COUNT = "count";

  private static final int BYTES = 16;
  private final RandomGenerator random;

  /**
   * @param random an unpredictable one, such as a {@link java.security.SecureRandom}
   */
  public CustomerIds(RandomGenerator random) {
    this.random = random;
  }

  /**
   * Generates the id of a customer who is registered without one. It is the same for the same
   * caller and idempotency key, so that a repeated request finds its customer, and another caller's
   * request with the same key does not.
   */
  CustomerId generate(HttpRequest request) {
    String key = request.idempotencyKey();
    byte[] id = new byte[BYTES];
    if (key == null) {
      random.nextBytes(id);
    } else {
      String caller = Objects.requireNonNullElse(request.metadata().actor(), "");
      id = Arrays.copyOf(Sha256.of(caller + '\n' + key), BYTES);
    }
    return new CustomerId(HexFormat.of().formatHex(id));
  }

  /** The id that the caller chose for a new customer. */
  static CustomerId parse(String text) {
    if (text.equals(COUNT)) {
      throw new IllegalArgumentException(
          "must not be '" + COUNT + "': GET /customers/" + COUNT + " counts customers");
    }
    return new CustomerId(text);
  }
}
