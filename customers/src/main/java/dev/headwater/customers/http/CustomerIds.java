package dev.headwater.customers.http;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Objects;
import java.util.random.RandomGenerator;

import dev.headwater.customers.customer.CustomerId;

/** Makes the ids of customers that are registered without one: 128 bits, in hexadecimal. */
public final class CustomerIds {
    private static final int BYTES = 16;
    private final RandomGenerator random;

    /** @param random one that cannot be guessed, such as a {@link java.security.SecureRandom} */
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
            id = Arrays.copyOf(sha256(caller + '\n' + key), BYTES);
        }
        return new CustomerId(HexFormat.of().formatHex(id));
    }

    private static byte[] sha256(String text) {
        try {
            return MessageDigest.getInstance("SHA-256")
                    .digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("Every Java platform has SHA-256", e);
        }
    }
}
