package dev.headwater.local.search.index;

/** Which version may follow which: a version comes from outside. */
public enum VersionType {
  EXTERNAL,
  EXTERNAL_GTE;

  boolean allows(long current, long next) {
    return this == EXTERNAL ? next > current : next >= current;
  }
}
