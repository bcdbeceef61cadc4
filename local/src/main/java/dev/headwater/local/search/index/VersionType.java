package dev.headwater.local.search.index;

/** Which external version may replace which. */
public enum VersionType {
  EXTERNAL,
  EXTERNAL_GTE;

  boolean allows(long current, long next) {
    return this == EXTERNAL ? next > current : next >= current;
  }
}
