package dev.headwater.local.search;

/** Which version may follow which: a version comes from outside. */
enum VersionType {
  EXTERNAL,
  EXTERNAL_GTE;

  boolean allows(long current, long next) {
    return this == EXTERNAL ? next > current : next >= current;
  }
}
