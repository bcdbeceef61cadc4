package dev.headwater;

import java.util.HashSet;
import java.util.Set;

/** What a commit does to its stream's claims, in the same atomic write. No claim is in both. */
public record ClaimChanges(Set<Claim> taken, Set<Claim> released) {
    public static final ClaimChanges NONE = new ClaimChanges(Set.of(), Set.of());

    public ClaimChanges {
        taken = Set.copyOf(taken);
        released = Set.copyOf(released);
    }

    /** From the claims of one state to those of the next. What both have is not touched. */
    static ClaimChanges between(Set<Claim> before, Set<Claim> after) {
        return before.equals(after)
                ? NONE
                : new ClaimChanges(without(after, before), without(before, after));
    }

    /** The same without the release of claims that turned out to be other streams'. */
    ClaimChanges keeping(Set<Claim> claims) {
        return new ClaimChanges(taken, without(released, claims));
    }

    public boolean isEmpty() {
        return taken.isEmpty() && released.isEmpty();
    }

    private static Set<Claim> without(Set<Claim> all, Set<Claim> some) {
        Set<Claim> rest = new HashSet<>(all);
        rest.removeAll(some);
        return rest;
    }
}
