package dev.headwater.local.mappings;

import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/** The last settled sequence number of each shard of a stream, or the shard's end. */
final class StreamPositions {
  private static final String END = "END";

  private final ConcurrentMap<String, String> byShard;

  StreamPositions(Map<String, String> byShard) {
    this.byShard = new ConcurrentHashMap<>(byShard);
  }

  Optional<String> lastSettled(String shardId) {
    return Optional.ofNullable(byShard.get(shardId));
  }

  boolean isFinished(String shardId) {
    return END.equals(byShard.get(shardId));
  }

  void advance(String shardId, String sequenceNumber) {
    byShard.put(shardId, sequenceNumber);
  }

  void finish(String shardId) {
    byShard.put(shardId, END);
  }

  void forget(String shardId) {
    byShard.remove(shardId);
  }

  /** Drops shards that the stream no longer has. */
  void retain(Collection<String> shardIds) {
    byShard.keySet().retainAll(shardIds);
  }

  Map<String, String> asMap() {
    return Map.copyOf(byShard);
  }
}
