package dev.headwater.dynamodb.views;

import dev.headwater.dynamodb.internal.Attributes;
import dev.headwater.query.ViewList;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.zip.CRC32;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * The global secondary index of a views table from which one list is read. Each partition of the
 * list is spread over a number of shards, so that no single partition of the index takes all of its
 * writes. The index projects all attributes.
 *
 * @param list the name of the {@link ViewList}
 * @param shardCount the number of shards that each partition of the list is spread over
 */
public record ListIndex(String list, int shardCount) {
  /**
   * The index of a list.
   *
   * @param tableShards what a sharded list is spread over; any other has one shard per partition
   */
  public static ListIndex of(ViewList<?> list, int tableShards) {
    return new ListIndex(list.name(), list.sharded() ? tableShards : 1);
  }

  /** The name of the index. */
  public String name() {
    return "by-" + list;
  }

  /**
   * The attribute that is its partition key: {@code <partition>#<CRC-32 of the id, modulo the
   * number of shards>}.
   */
  public String shardKey() {
    return list + "Shard";
  }

  /** The attribute that is its sort key. */
  public String sortKey() {
    return list + "Sort";
  }

  /** The shard of a partition that a view is in. */
  public String shard(String partition, String id) {
    CRC32 hash = new CRC32();
    hash.update(id.getBytes(StandardCharsets.UTF_8));
    return shard(partition, (int) (hash.getValue() % shardCount));
  }

  /** All shards of a partition. */
  public List<String> shards(String partition) {
    return IntStream.range(0, shardCount).mapToObj(shard -> shard(partition, shard)).toList();
  }

  private static String shard(String partition, int shard) {
    return partition + '#' + shard;
  }

  /** The sort key of an item in the index. */
  String sort(Map<String, AttributeValue> item) {
    return new Attributes(item).string(sortKey());
  }
}
