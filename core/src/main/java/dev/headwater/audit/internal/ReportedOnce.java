package dev.headwater.audit.internal;

import java.util.HashSet;
import java.util.Set;

/**
 * Remembers what an audit has reported: adjacent scan segments, several stores and both passes may
 * find the same thing.
 *
 * <p>Remembers at most {@value #MAX_REMEMBERED} keys; anything beyond that may be reported twice.
 *
 * <p>Not thread-safe.
 */
public final class ReportedOnce {
  static final int MAX_REMEMBERED = 10_000;
  private final Set<String> reported = new HashSet<>();

  /** Whether this is not remembered as reported yet. */
  public boolean isNew(String key) {
    return reported.size() < MAX_REMEMBERED ? reported.add(key) : !reported.contains(key);
  }
}
