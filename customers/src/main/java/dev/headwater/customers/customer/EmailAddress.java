package dev.headwater.customers.customer;

import java.text.Normalizer;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * An e-mail address in its one normal form, the same for the view, the search and the test whether
 * an update changes anything: surrounding white space removed, lower case, Unicode NFC, and a Greek
 * final sigma (ς) as any other (σ).
 *
 * <p>Lower case although a mailbox may in theory tell cases apart: hardly any does, and people do
 * not. The sigma, because the lower case of {@code Σ} depends on what follows it: a part of an
 * address in capitals, as in a pattern, would not become that part of the address.
 */
public record EmailAddress(String value) {
    static final int MAX_LENGTH = 254;

    private static final String LABEL = "[\\p{L}\\p{N}](?:[\\p{L}\\p{M}\\p{N}-]*[\\p{L}\\p{M}\\p{N}])?";
    private static final Pattern SYNTAX = Pattern
            .compile("[^\\s\\p{C}@]{1,64}@" + LABEL + "(?:\\." + LABEL + ")*");

    public EmailAddress {
        value = normalise(value);
        if (value.length() > MAX_LENGTH) {
            throw new IllegalArgumentException("must have at most " + MAX_LENGTH + " characters");
        }
        if (!SYNTAX.matcher(value).matches()) {
            throw new IllegalArgumentException("must be an e-mail address such as a@example.com");
        }
    }

    /** The normal form of an address, or of a pattern of addresses. */
    public static String normalise(String text) {
        String lower = text.strip().toLowerCase(Locale.ROOT).replace('ς', 'σ');
        return Normalizer.normalize(lower, Normalizer.Form.NFC);
    }

    /** Personal: never let it slip into a log line. */
    @Override
    public String toString() {
        return "EmailAddress[…]";
    }
}
