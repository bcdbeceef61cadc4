package dev.headwater.local.mappings;

import dev.headwater.local.ground.RedactedException;
import dev.headwater.local.ground.StopSignal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbException;
import software.amazon.awssdk.services.dynamodb.model.ExpiredIteratorException;
import software.amazon.awssdk.services.dynamodb.model.GetRecordsResponse;
import software.amazon.awssdk.services.dynamodb.model.Record;
import software.amazon.awssdk.services.dynamodb.model.ResourceNotFoundException;
import software.amazon.awssdk.services.dynamodb.model.ShardIteratorType;
import software.amazon.awssdk.services.dynamodb.model.TrimmedDataAccessException;

/**
 * Reads one shard to its end and settles its records in order. If the record of a saved position no
 * longer exists, it starts over at the trim horizon: records may be read twice, but none is
 * skipped.
 */
final class ShardReader {
  private static final Logger LOG = LoggerFactory.getLogger(ShardReader.class);
  private static final Duration QUICK_INTERVAL = Duration.ofMillis(20);
  private static final Duration IDLE_INTERVAL = Duration.ofMillis(100);
  private static final int QUICK_POLLS = 25;

  /** A page of this size indicates load, so that a short pause lets later records share calls. */
  private static final int MANY_RECORDS = 5;

  private static final Duration FILL_INTERVAL = Duration.ofMillis(100);
  private static final Duration ERROR_INTERVAL = Duration.ofSeconds(1);
  private static final int MAX_PAGE = 1000;

  private final StreamSource source;
  private final String shardId;
  private final StopSignal stop;
  private @Nullable String iterator;
  private int emptyPolls;
  private volatile boolean caughtUp;

  /** When the read began that found nothing more; means nothing unless caught up. */
  private volatile long emptyReadBegan;

  /** The first record of the page in progress; null in between. */
  private volatile @Nullable StreamRecord oldest;

  ShardReader(StreamSource source, String shardId, StopSignal stop) {
    this.source = source;
    this.shardId = shardId;
    this.stop = stop;
  }

  /** Fixes the position where {@link #readToEnd} begins. */
  void open(ShardIteratorType unlessResumed) {
    iterator = iterator(unlessResumed);
  }

  /** Whether the last read began at this {@link System#nanoTime} or later, and found no records. */
  boolean isCaughtUpSince(long nanoTime) {
    return caughtUp && emptyReadBegan - nanoTime >= 0;
  }

  /** How old the oldest record is that was read and is not settled; zero if there is none. */
  Duration lag(Instant now) {
    StreamRecord first = oldest;
    return first == null ? Duration.ZERO : first.age(now);
  }

  /** Returns at the shard's end or after a stop. */
  void readToEnd() {
    while (!stop.requested()) {
      try {
        if (iterator == null) {
          open(ShardIteratorType.TRIM_HORIZON);
        }
        if (!readOn(iterator)) {
          return;
        }
      } catch (ExpiredIteratorException e) {
        iterator = null;
      } catch (TrimmedDataAccessException e) {
        reportTrimmed();
        source.positions().forget(shardId);
        iterator = null;
      } catch (ResourceNotFoundException e) {
        LOG.warn("Shard {} no longer exists", shardId);
        source.positions().finish(shardId);
        return;
      } catch (SdkException e) {
        LOG.warn("Cannot read shard {}, trying again", shardId, RedactedException.of(e));
        iterator = null;
        stop.pause(ERROR_INTERVAL);
      }
    }
  }

  /** DynamoDB Local says so of a new shard's first record, too, if a transaction wrote it. */
  private void reportTrimmed() {
    if (source.positions().lastSettled(shardId).isPresent()) {
      LOG.warn("Records of {} were trimmed before they could be read", shardId);
    } else {
      LOG.debug("Reading shard {} from its trim horizon again", shardId);
    }
  }

  /** Returns whether there may be more to read. */
  private boolean readOn(@Nullable String from) {
    long began = System.nanoTime();
    Page page = gather(from);
    if (!page.records().isEmpty()) {
      caughtUp = false;
      emptyPolls = 0;
      List<StreamRecord> passing = source.passing(page.records());
      oldest = passing.isEmpty() ? null : passing.getFirst();
      if (!source.lanes().settle(shardId, passing)) {
        return false;
      }
      source.positions().advance(shardId, page.records().getLast().dynamodb().sequenceNumber());
      oldest = null;
    }
    iterator = page.next();
    if (iterator == null) {
      source.positions().finish(shardId);
      return false;
    }
    if (page.records().isEmpty()) {
      emptyReadBegan = began;
      caughtUp = true;
      stop.pause(interval());
    } else if (isLoaded(page)) {
      stop.pause(FILL_INTERVAL);
    }
    return true;
  }

  /** Whether many records arrive, but fewer than a page holds, so that waiting pays off. */
  private boolean isLoaded(Page page) {
    return page.records().size() >= MANY_RECORDS
        && page.records().size() < source.lanes().capacity();
  }

  /** Polls quickly after a record, because more are likely, and slowly later, to save CPU. */
  private Duration interval() {
    return emptyPolls++ < QUICK_POLLS ? QUICK_INTERVAL : IDLE_INTERVAL;
  }

  /** Reads records; once it has one, waits up to the batching window for a fuller batch. */
  private Page gather(@Nullable String from) {
    GetRecordsResponse read = page(from);
    List<Record> records = new ArrayList<>(read.records());
    long deadline = System.nanoTime() + source.batchingWindow().toNanos();
    while (!records.isEmpty()
        && records.size() < source.lanes().capacity()
        && read.nextShardIterator() != null
        && System.nanoTime() < deadline
        && !stop.pause(QUICK_INTERVAL)) {
      read = page(read.nextShardIterator());
      records.addAll(read.records());
    }
    return new Page(records, read.nextShardIterator());
  }

  private GetRecordsResponse page(@Nullable String from) {
    int limit = Math.min(MAX_PAGE, source.lanes().capacity());
    return source.client().getRecords(r -> r.shardIterator(from).limit(limit));
  }

  private String iterator(ShardIteratorType unlessResumed) {
    String lastSettled = source.positions().lastSettled(shardId).orElse(null);
    if (lastSettled == null) {
      return iterator(unlessResumed, null);
    }
    if (holds(lastSettled)) {
      return iterator(ShardIteratorType.AFTER_SEQUENCE_NUMBER, lastSettled);
    }
    LOG.warn(
        "Shard {} no longer has record {}: reading it from its trim horizon", shardId, lastSettled);
    source.positions().forget(shardId);
    return iterator(ShardIteratorType.TRIM_HORIZON, null);
  }

  /**
   * Whether the record still exists. A stream that was created anew restarts its sequence numbers,
   * and reading after a position that is ahead of them would silently return nothing.
   */
  private boolean holds(String sequenceNumber) {
    try {
      String from = iterator(ShardIteratorType.AT_SEQUENCE_NUMBER, sequenceNumber);
      return source.client().getRecords(r -> r.shardIterator(from).limit(1)).records().stream()
          .anyMatch(record -> record.dynamodb().sequenceNumber().equals(sequenceNumber));
    } catch (DynamoDbException e) {
      LOG.debug("Cannot read shard {} at {}", shardId, sequenceNumber, RedactedException.of(e));
      return false;
    }
  }

  private String iterator(ShardIteratorType type, @Nullable String sequenceNumber) {
    return source
        .client()
        .getShardIterator(
            r ->
                r.streamArn(source.streamArn())
                    .shardId(shardId)
                    .shardIteratorType(type)
                    .sequenceNumber(sequenceNumber))
        .shardIterator();
  }

  private record Page(List<Record> records, @Nullable String next) {}
}
