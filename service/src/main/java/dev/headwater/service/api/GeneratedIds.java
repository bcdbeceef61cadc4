package dev.headwater.service.api;

import dev.headwater.service.http.HttpRequest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Objects;
import java.util.random.RandomGenerator;

/**
 * Ids of 128 bits, in hexadecimal. An id is the same for the same caller and idempotency key, so
 * that a repeated request finds what it created, and another caller's request with the same key
 * does not.
 *
 * @param random an unpredictable one, such as a {@link java.security.SecureRandom}
 */
record GeneratedIds(RandomGenerator random) {
  private static final int BYTES = 16;

  /**
   * Generates an id for a request.
   *
   * @param purpose distinguishes the ids of one request; empty for one of them
   */
  String generate(HttpRequest request, String purpose) {
    String key = request.idempotencyKey();
    byte[] id = new byte[BYTES];
    if (key == null) {
      random.nextBytes(id);
    } else {
      String caller = oneLine(Objects.requireNonNullElse(request.caller(), ""));
      String seed = caller + '\n' + key + (purpose.isEmpty() ? "" : '\n' + purpose);
      id = Arrays.copyOf(Sha256.of(seed), BYTES);
    }
    return HexFormat.of().formatHex(id);
  }

  /** No other caller's, since a token's subject may hold anything. */
  private static String oneLine(String caller) {
    return caller.indexOf('\n') < 0
        ? caller
        : "SHA-256 " + HexFormat.of().formatHex(Sha256.of(caller));
  }

  /** Generates an id that no request repeats. */
  String generate() {
    byte[] id = new byte[BYTES];
    random.nextBytes(id);
    return HexFormat.of().formatHex(id);
  }
}
