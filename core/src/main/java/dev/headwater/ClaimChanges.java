package dev.headwater;

import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * The claims that a commit takes and releases, in the same atomic write. No claim is in both sets.
 * Iteration order is the same in every process, whatever sets were passed in.
 */
public record ClaimChanges(Set<Claim> taken, Set<Claim> released) {
  private static final Comparator<Claim> ORDER =
      Comparator.comparing(Claim::name).thenComparing(Claim::value);

  /** Takes and releases nothing. */
  public static final ClaimChanges NONE = new ClaimChanges(Set.of(), Set.of());

  public ClaimChanges {
    taken = sorted(taken);
    released = sorted(released);
  }

  /** The changes from one state's claims to the next state's. Claims in both are left alone. */
  static ClaimChanges between(Set<Claim> before, Set<Claim> after) {
    return before.equals(after)
        ? NONE
        : new ClaimChanges(without(after, before), without(before, after));
  }

  /** The same changes, without releasing these claims, which other streams hold. */
  ClaimChanges keeping(Set<Claim> claims) {
    return new ClaimChanges(taken, without(released, claims));
  }

  /** Whether no claim is taken or released. */
  public boolean isEmpty() {
    return taken.isEmpty() && released.isEmpty();
  }

  private static Set<Claim> without(Set<Claim> all, Set<Claim> some) {
    Set<Claim> rest = new HashSet<>(all);
    rest.removeAll(some);
    return rest;
  }

  /** The JDK's immutable sets iterate in an order that differs between processes. */
  private static Set<Claim> sorted(Set<Claim> claims) {
    Set<Claim> sorted = new LinkedHashSet<>();
    claims.stream().sorted(ORDER).forEach(sorted::add);
    return Collections.unmodifiableSet(sorted);
  }
}
