package dev.headwater.audit;

import java.util.HashSet;
import java.util.Set;

/**
 * What an audit has told. The two sides of a segment's border, each store and each way through may
 * come upon the same thing.
 *
 * <p>Bounded: beyond {@value #MAX_REMEMBERED}, what is found again is told again.
 *
 * <p>For one thread.
 */
public final class ReportedOnce {
  static final int MAX_REMEMBERED = 10_000;
  private final Set<String> told = new HashSet<>();

  /** Whether it is told for the first time, as far as is remembered. */
  public boolean isNew(String key) {
    return told.size() < MAX_REMEMBERED ? told.add(key) : !told.contains(key);
  }
}
