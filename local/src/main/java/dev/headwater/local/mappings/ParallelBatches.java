package dev.headwater.local.mappings;

import dev.headwater.local.ground.LoggedThreads;
import dev.headwater.local.ground.RedactedException;
import dev.headwater.local.template.MappingDeclaration.FromStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.stream.Collectors;

/**
 * Spreads the records of a shard over as many concurrent calls (lanes) as the mapping's
 * parallelization factor. All records of an item take the same lane and stay in order. The next
 * records are read when every lane has finished, so a lane that retries holds up its shard.
 */
record ParallelBatches(FromStream mapping, StreamDelivery delivery) {
  /** The number of records that fill all lanes. */
  int capacity() {
    return mapping.batchSize() * mapping.parallelizationFactor();
  }

  /** Returns true once all records are settled, or false if a stop came first. */
  boolean settle(String shardId, List<StreamRecord> records) {
    Map<Integer, List<StreamRecord>> lanes =
        records.stream()
            .collect(
                Collectors.groupingBy(
                    r -> Math.floorMod(r.itemKey().hashCode(), mapping.parallelizationFactor()),
                    TreeMap::new,
                    Collectors.toList()));
    if (lanes.size() <= 1) {
      return settleLane(shardId, records);
    }
    try (ExecutorService threads = LoggedThreads.executor(mapping.name() + "-lane-")) {
      List<Future<Boolean>> settled = new ArrayList<>();
      lanes.values().forEach(lane -> settled.add(threads.submit(() -> settleLane(shardId, lane))));
      return settled.stream().allMatch(ParallelBatches::join);
    }
  }

  private boolean settleLane(String shardId, List<StreamRecord> lane) {
    return Batches.cut(lane, mapping.batchSize(), StreamRecord::bytes).stream()
        .allMatch(batch -> delivery.settle(new StreamBatch(shardId, batch)));
  }

  private static boolean join(Future<Boolean> lane) {
    try {
      return lane.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    } catch (ExecutionException e) {
      throw new IllegalStateException("A lane failed", RedactedException.of(e));
    }
  }
}
