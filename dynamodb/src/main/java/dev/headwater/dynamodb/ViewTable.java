package dev.headwater.dynamodb;

/**
 * A views table, with the index that {@link ListIndex} describes.
 *
 * @param shards over which each list is spread. Their number may grow at any time; lists are
 *        complete as long as it never shrinks
 */
public record ViewTable(String name, int shards) {
    public ViewTable {
        if (shards < 1) {
            throw new IllegalArgumentException("A list has at least one shard");
        }
    }
}
