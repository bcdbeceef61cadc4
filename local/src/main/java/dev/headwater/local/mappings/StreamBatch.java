package dev.headwater.local.mappings;

import java.time.Instant;
import java.util.List;
import java.util.Set;

/** Records of one shard that go into one call, in the shard's order. */
record StreamBatch(String shardId, List<StreamRecord> records) {
  StreamBatch {
    records = List.copyOf(records);
  }

  int size() {
    return records.size();
  }

  boolean isEmpty() {
    return records.isEmpty();
  }

  StreamBatch first(int count) {
    return new StreamBatch(shardId, records.subList(0, count));
  }

  StreamBatch after(int count) {
    return new StreamBatch(shardId, records.subList(count, size()));
  }

  /** How many records at the front arrived before. */
  int arrivedBefore(Instant instant) {
    int count = 0;
    while (count < size() && records.get(count).arrived().isBefore(instant)) {
      count++;
    }
    return count;
  }

  /**
   * How many records stand before the first of those that failed; none when an identifier is not of
   * this batch.
   */
  int before(Set<String> failed) {
    List<String> numbers = records.stream().map(StreamRecord::sequenceNumber).toList();
    return failed.stream()
        .mapToInt(numbers::indexOf)
        .map(index -> Math.max(index, 0))
        .min()
        .orElse(size());
  }
}
