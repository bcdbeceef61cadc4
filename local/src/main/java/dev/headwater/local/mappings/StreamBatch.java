package dev.headwater.local.mappings;

import java.time.Instant;
import java.util.List;
import java.util.Set;

/** The records of one shard for one call, in the shard's order. */
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

  /** The number of records at the front that arrived before the instant. */
  int arrivedBefore(Instant instant) {
    int count = 0;
    while (count < size() && records.get(count).arrived().isBefore(instant)) {
      count++;
    }
    return count;
  }

  /** The number of records before the first failed one; 0 if an identifier is not in this batch. */
  int before(Set<String> failed) {
    List<String> numbers = records.stream().map(StreamRecord::sequenceNumber).toList();
    return failed.stream()
        .mapToInt(numbers::indexOf)
        .map(index -> Math.max(index, 0))
        .min()
        .orElse(size());
  }
}
