package dev.headwater;

import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * What a commit does to its stream's claims, in the same atomic write. No claim is in both. The
 * claims come in the same order in every process, whatever sets they were given in.
 */
public record ClaimChanges(Set<Claim> taken, Set<Claim> released) {
  private static final Comparator<Claim> ORDER =
      Comparator.comparing(Claim::name).thenComparing(Claim::value);
  public static final ClaimChanges NONE = new ClaimChanges(Set.of(), Set.of());

  public ClaimChanges {
    taken = sorted(taken);
    released = sorted(released);
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

  /** The immutable sets of the platform have an order that differs from process to process. */
  private static Set<Claim> sorted(Set<Claim> claims) {
    Set<Claim> sorted = new LinkedHashSet<>();
    claims.stream().sorted(ORDER).forEach(sorted::add);
    return Collections.unmodifiableSet(sorted);
  }
}
