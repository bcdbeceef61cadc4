package dev.headwater.dynamodb.views;

/**
 * A views table, with an index for each list of its views ({@link ListIndex}).
 *
 * @param shards the number of shards that each partition of a sharded list is spread over. The
 *     number is chosen when the table is created and never changes ({@link ViewsTableCheck})
 */
public record ViewTable(String name, int shards) {
  public ViewTable {
    if (shards < 1) {
      throw new IllegalArgumentException("A list has at least one shard");
    }
  }
}
