package dev.headwater.customers.http;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.random.RandomGenerator;

import dev.headwater.customers.customer.CustomerId;
import org.jspecify.annotations.Nullable;

/** Makes the ids of customers that are registered without one: 128 bits, in hexadecimal. */
public final class CustomerIds {
    private static final int BYTES = 16;
    private final RandomGenerator random;

    /** @param random one that cannot be guessed, such as a {@link java.security.SecureRandom} */
    public CustomerIds(RandomGenerator random) {
        this.random = random;
    }

    /** The same id for the same key, so that a repeated request finds its customer. */
    CustomerId forKey(@Nullable String idempotencyKey) {
        byte[] id = new byte[BYTES];
        if (idempotencyKey == null) {
            random.nextBytes(id);
        } else {
            id = Arrays.copyOf(sha256(idempotencyKey), BYTES);
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
