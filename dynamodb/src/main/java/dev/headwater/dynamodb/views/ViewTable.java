package dev.headwater.dynamodb.views;

/**
 * A views table, with the index that {@link ListIndex} describes.
 *
 * @param shards over which each list is spread, by who writes, and is read from, by who reads.
 *     Their number may change as long as nobody reads fewer than any view was ever written over
 */
public record ViewTable(String name, int shards) {
  public ViewTable {
    if (shards < 1) {
      throw new IllegalArgumentException("A list has at least one shard");
    }
  }
}
