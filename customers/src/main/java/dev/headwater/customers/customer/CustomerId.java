package dev.headwater.customers.customer;

import java.util.regex.Pattern;

import dev.headwater.StreamId;

/** Identifies a customer: 1 to 64 letters, digits, {@code _} and {@code -}, case-sensitive. */
public record CustomerId(String value) {
    /** The category of the customers' streams. */
    public static final String CATEGORY = "CUSTOMER";

    private static final Pattern SYNTAX = Pattern.compile("[A-Za-z0-9_-]{1,64}");

    public CustomerId {
        if (!SYNTAX.matcher(value).matches()) {
            throw new IllegalArgumentException(
                    "must be 1 to 64 letters, digits, underscores or hyphens");
        }
    }

    public StreamId stream() {
        return new StreamId(CATEGORY, value);
    }

    @Override
    public String toString() {
        return value;
    }
}
