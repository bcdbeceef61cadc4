package dev.headwater.dynamodb.views;

/**
 * A views table, with the index that {@link ListIndex} describes.
 *
 * @param shards the number of shards that each list is spread over. The number is chosen when the
 *     table is created and never changes ({@link ViewsTableCheck})
 */
public record ViewTable(String name, int shards) {
  public ViewTable {
    if (shards < 1) {
      throw new IllegalArgumentException("A list has at least one shard");
    }
  }
}
