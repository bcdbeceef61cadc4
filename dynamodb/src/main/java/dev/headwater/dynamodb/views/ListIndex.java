package dev.headwater.dynamodb.views;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.IntStream;
import java.util.zip.CRC32;

/**
 * The global secondary index of a views table from which lists are read. Each list is spread over a
 * number of shards, so that no single partition takes all of its writes. The index projects all
 * attributes.
 */
public final class ListIndex {
  /** The name of the index. */
  public static final String NAME = "by-list";

  /** Its partition key: {@code <list>#<CRC-32 of the id, modulo the number of shards>}. */
  public static final String SHARD = "listShard";

  /** Its sort key. */
  public static final String SORT = "listSort";

  private ListIndex() {}

  /** The shard of a list that a view is in. */
  public static String shard(String partition, String id, int shards) {
    CRC32 hash = new CRC32();
    hash.update(id.getBytes(StandardCharsets.UTF_8));
    return shard(partition, (int) (hash.getValue() % shards));
  }

  /** All shards of a list. */
  public static List<String> shards(String partition, int shards) {
    return IntStream.range(0, shards).mapToObj(shard -> shard(partition, shard)).toList();
  }

  private static String shard(String partition, int shard) {
    return partition + '#' + shard;
  }
}
