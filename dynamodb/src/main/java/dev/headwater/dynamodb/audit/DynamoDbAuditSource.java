package dev.headwater.dynamodb.audit;

import dev.headwater.audit.AuditSource;
import dev.headwater.audit.LogFold;
import dev.headwater.audit.ScanPosition;
import dev.headwater.audit.ScanPosition.Segment;
import dev.headwater.audit.ScanSettings;
import dev.headwater.audit.StreamFold;
import dev.headwater.audit.StreamVisitor;
import dev.headwater.dynamodb.DynamoDbEventLog;
import dev.headwater.dynamodb.internal.Attributes;
import dev.headwater.dynamodb.internal.BatchRead;
import dev.headwater.dynamodb.internal.CommitItem;
import dev.headwater.dynamodb.internal.TableAccess;
import dev.headwater.event.EventCodec;
import dev.headwater.event.EventLog;
import dev.headwater.event.StreamId;
import dev.headwater.host.Host;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * Reads a whole events table with a strongly consistent {@code Scan} in parallel segments.
 *
 * <p>If a stream's items have a gap, or do not begin with the first commit, the stream is read from
 * the log instead. If commits are missing there as well, the stream is unreadable.
 *
 * <p>Memory is bounded: each segment holds one page and the fold of one stream. Transient failures
 * are retried for several seconds.
 */
public final class DynamoDbAuditSource<E> implements AuditSource<E> {
  private final TableAccess table;
  private final EventCodec<E> codec;
  private final DynamoDbEventLog<E> stored;
  private final BatchRead items;

  /** Reads the events table {@code tableName}, at any rate. */
  public DynamoDbAuditSource(
      DynamoDbClient client, String tableName, EventCodec<E> codec, Host host) {
    this(new TableAccess(client, tableName, host), codec);
  }

  private DynamoDbAuditSource(TableAccess table, EventCodec<E> codec) {
    this.table = table;
    this.codec = codec;
    this.stored = new DynamoDbEventLog<>(table.client(), table.tableName(), codec);
    this.items = new BatchRead(table.client(), table.tableName(), table.host());
  }

  @Override
  public DynamoDbAuditSource<E> within(int unitsPerSecond) {
    return new DynamoDbAuditSource<>(table.within(unitsPerSecond), codec);
  }

  @Override
  public <A> ScanPosition scan(
      ScanPosition from,
      ScanSettings settings,
      StreamFold<A, E> fold,
      Supplier<? extends StreamVisitor<A>> visitors) {
    AtomicBoolean stopped = new AtomicBoolean();
    List<Supplier<Optional<Segment>>> segments = new ArrayList<>();
    for (Segment segment : from.left()) {
      SegmentPages pages = new SegmentPages(table, settings, from.segments(), segment);
      segments.add(
          () -> {
            StreamVisitor<A> visitor = visitors.get();
            LogFold<A, E> log = new LogFold<>(log(), fold);
            return scan(
                new StreamAssembly<>(stored, log, visitor, segment),
                visitor,
                pages,
                settings.isOver(),
                stopped);
          });
    }
    return new ScanPosition(
        from.segments(),
        table.host().parallelCalls().callUntilFailure(segments).stream()
            .flatMap(Optional::stream)
            .toList());
  }

  /** Where the segment goes on; empty if it is finished. */
  private <A> Optional<Segment> scan(
      StreamAssembly<A, E> assembly,
      StreamVisitor<A> visitor,
      SegmentPages pages,
      BooleanSupplier isOver,
      AtomicBoolean stopped) {
    boolean complete = false;
    try {
      while (pages.hasNext()
          && !stopped.get()
          && !(assembly.hasAdvanced() && isOver.getAsBoolean())) {
        pages.next().forEach(assembly::add);
      }
      Optional<Segment> left =
          pages.hasNext() ? Optional.of(assembly.position()) : Optional.empty();
      if (left.isEmpty()) {
        assembly.end();
      }
      visitor.end();
      complete = true;
      return left;
    } finally {
      if (!complete) {
        stopped.set(true);
      }
    }
  }

  @Override
  public EventLog<E> log() {
    return (stream, after, max) -> table.call(() -> stored.read(stream, after, max));
  }

  /** A stream exists if it has the item of version 1. */
  @Override
  public Set<StreamId> existing(Collection<StreamId> streams) {
    List<Map<String, AttributeValue>> keys =
        streams.stream().distinct().map(stream -> CommitItem.key(stream, 1)).toList();
    Set<StreamId> found = new HashSet<>();
    table
        .call(() -> items.read(keys))
        .forEach(item -> found.add(StreamId.parse(new Attributes(item).string(CommitItem.PK))));
    return found;
  }

  /** DynamoDB updates the count about every six hours. */
  @Override
  public long approximateItems() {
    return table.approximateItems();
  }
}
