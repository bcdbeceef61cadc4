package dev.headwater.local.mappings;

import dev.headwater.local.ground.RedactedException;
import dev.headwater.local.ground.StopSignal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.services.dynamodb.model.Shard;
import software.amazon.awssdk.services.dynamodb.model.ShardIteratorType;
import software.amazon.awssdk.services.dynamodb.model.StreamDescription;

/**
 * Reads all shards of a stream, each on a virtual thread. A shard is opened only after its parent
 * has been read to its end, so that the changes of an item stay in order when its shard is split.
 */
final class StreamPoller {
  private static final Logger LOG = LoggerFactory.getLogger(StreamPoller.class);

  /** A fallback: new shards are normally discovered when an old one ends. */
  private static final Duration DISCOVERY_INTERVAL = Duration.ofSeconds(10);

  private static final Duration END_CHECK_INTERVAL = Duration.ofMillis(100);
  private static final Duration ERROR_INTERVAL = Duration.ofSeconds(1);

  private final StreamSource source;
  private final StopSignal stop;
  private final PollerThreads threads;
  private final Map<String, ShardReader> reading = new ConcurrentHashMap<>();
  private final Semaphore ended = new Semaphore(0);

  StreamPoller(StreamSource source, StopSignal stop, PollerThreads threads) {
    this.source = source;
    this.stop = stop;
    this.threads = threads;
  }

  /** Fixes the starting positions of the current shards before it returns. */
  void start(ShardIteratorType unlessResumed) {
    List<Shard> shards = shards();
    if (unlessResumed == ShardIteratorType.LATEST) {
      shards.stream()
          .filter(shard -> shard.sequenceNumberRange().endingSequenceNumber() != null)
          .forEach(shard -> source.positions().finish(shard.shardId()));
    }
    begin(shards, unlessResumed);
    threads.start(source.mapping().name(), this::discover);
  }

  /** Whether every shard was read since this {@link System#nanoTime}, to its end. */
  boolean isCaughtUpSince(long nanoTime) {
    return reading.values().stream().allMatch(reader -> reader.isCaughtUpSince(nanoTime));
  }

  /** How old the oldest record is that was read and is not settled; zero if there is none. */
  Duration lag(Instant now) {
    return reading.values().stream()
        .map(reader -> reader.lag(now))
        .max(Comparator.naturalOrder())
        .orElse(Duration.ZERO);
  }

  StreamPositions positions() {
    return source.positions();
  }

  String streamArn() {
    return source.streamArn();
  }

  private void discover() {
    while (awaitEndOfShard()) {
      try {
        List<Shard> shards = shards();
        source.positions().retain(shards.stream().map(Shard::shardId).toList());
        begin(shards, ShardIteratorType.TRIM_HORIZON);
      } catch (RuntimeException e) {
        LOG.warn(
            "Cannot list the shards of stream {}, trying again",
            source.streamArn(),
            RedactedException.of(e));
      }
    }
  }

  /** Returns true when a shard ended or the fallback interval is over, and false on a stop. */
  private boolean awaitEndOfShard() {
    long deadline = System.nanoTime() + DISCOVERY_INTERVAL.toNanos();
    while (!ended.tryAcquire() && System.nanoTime() < deadline) {
      if (stop.pause(END_CHECK_INTERVAL)) {
        return false;
      }
    }
    ended.drainPermits();
    return !stop.requested();
  }

  private void begin(List<Shard> shards, ShardIteratorType unlessResumed) {
    Set<String> present = shards.stream().map(Shard::shardId).collect(Collectors.toSet());
    for (Shard shard : shards) {
      String id = shard.shardId();
      if (!reading.containsKey(id)
          && !source.positions().isFinished(id)
          && isSettled(shard.parentShardId(), present)) {
        ShardReader reader = new ShardReader(source, id, stop);
        reader.open(unlessResumed);
        reading.put(id, reader);
        threads.start(source.mapping().name() + "-" + id, () -> read(id, reader));
      }
    }
  }

  private void read(String shardId, ShardReader reader) {
    try {
      reader.readToEnd();
    } catch (RuntimeException e) {
      LOG.error("The reader of {} failed and will restart", shardId, RedactedException.of(e));
      stop.pause(ERROR_INTERVAL);
    } finally {
      reading.remove(shardId);
      ended.release();
    }
  }

  private boolean isSettled(@Nullable String parentShardId, Set<String> present) {
    return parentShardId == null
        || !present.contains(parentShardId)
        || source.positions().isFinished(parentShardId);
  }

  private List<Shard> shards() {
    List<Shard> shards = new ArrayList<>();
    String[] start = {null};
    do {
      StreamDescription page =
          source
              .client()
              .describeStream(r -> r.streamArn(source.streamArn()).exclusiveStartShardId(start[0]))
              .streamDescription();
      shards.addAll(page.shards());
      start[0] = page.lastEvaluatedShardId();
    } while (start[0] != null);
    return shards;
  }
}
