package dev.headwater.dynamodb;

import dev.headwater.AppendRequest;
import dev.headwater.CommitTooLargeException;
import dev.headwater.EventStore;
import dev.headwater.EventStore.AppendResult.Appended;
import dev.headwater.EventStore.AppendResult.Conflict;
import dev.headwater.PublishingLimits;
import dev.headwater.Snapshot;
import dev.headwater.StateFormat;
import dev.headwater.StreamTail;
import dev.headwater.dynamodb.internal.CommitItem;
import dev.headwater.dynamodb.internal.ItemSize;
import dev.headwater.dynamodb.internal.SdkFailures;
import dev.headwater.event.Commit;
import dev.headwater.event.EncodedEvent;
import dev.headwater.event.EventCodec;
import dev.headwater.event.PublishableText;
import dev.headwater.event.StreamId;
import dev.headwater.event.UnreadableEventException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;
import software.amazon.awssdk.services.dynamodb.model.ReturnValuesOnConditionCheckFailure;
import software.amazon.awssdk.services.dynamodb.model.TransactionCanceledException;

/**
 * The event store on a DynamoDB table with the keys {@code PK} and {@code SK}. One commit is one
 * item.
 *
 * <p>An append is one {@code PutItem}, conditional on no item having the key of the commit's first
 * version. A failed condition returns the existing item, so a conflict takes no second request. If
 * a write succeeds but its reply is lost, the SDK retries it, and the result is a conflict with the
 * caller's own commit. An append that changes claims is one {@code TransactWriteItems} with the
 * same condition.
 *
 * <p>A snapshot is stored in the commit's item if it does not raise the write units that the commit
 * costs anyway, or if it is due. So reading the {@linkplain #readEnd end} of a stream takes one
 * strongly consistent {@code Query} of one item if states are small, and of two pages otherwise.
 *
 * <p>Numbers in a payload have at most 38 digits, and its values nest at most 28 levels deep. A
 * commit that breaks these limits, or that DynamoDB would refuse on every attempt, is refused with
 * an {@link IllegalArgumentException}, and nothing is written.
 *
 * <p>Thread-safe.
 */
public final class DynamoDbEventStore<S, E> implements EventStore<S, E> {
  private static final int WRITE_UNIT_BYTES = 1024;

  /** 400 KB. Source: "Item size" in DynamoDB's service quotas. */
  static final long MAX_ITEM_BYTES = 400 * 1024;

  private final DynamoDbClient client;
  private final String tableName;
  private final EventCodec<E> codec;
  private final SnapshotAttributes<S> snapshots;
  private final DynamoDbEventLog<E> log;
  private final PublishingLimits limits;
  private final long maxItemBytes;
  private final @Nullable String claimsTable;

  /**
   * A store without claims.
   *
   * @param limits the publisher's limits, checked before each write; use {@link
   *     PublishingLimits#NONE} only for events that are not published
   */
  public DynamoDbEventStore(
      DynamoDbClient client,
      String tableName,
      EventCodec<E> codec,
      StateFormat<S> stateFormat,
      PublishingLimits limits) {
    this(
        client,
        tableName,
        codec,
        new SnapshotAttributes<>(stateFormat),
        limits,
        MAX_ITEM_BYTES,
        null);
  }

  private DynamoDbEventStore(
      DynamoDbClient client,
      String tableName,
      EventCodec<E> codec,
      SnapshotAttributes<S> snapshots,
      PublishingLimits limits,
      long maxItemBytes,
      @Nullable String claimsTable) {
    this.client = client;
    this.tableName = tableName;
    this.codec = codec;
    this.snapshots = snapshots;
    this.log = new DynamoDbEventLog<>(client, tableName, codec);
    this.limits = limits;
    this.maxItemBytes = maxItemBytes;
    this.claimsTable = claimsTable;
  }

  /** The same store with another item limit, for tests. */
  DynamoDbEventStore<S, E> withMaxItemBytes(long other) {
    return new DynamoDbEventStore<>(
        client, tableName, codec, snapshots, limits, other, claimsTable);
  }

  /**
   * The same store, with claims in this table. Both tables must support transactions. Check the
   * claims table first: see {@link ClaimsTableCheck}.
   */
  public DynamoDbEventStore<S, E> withClaims(String table) {
    return new DynamoDbEventStore<>(
        client, tableName, codec, snapshots, limits, maxItemBytes, table);
  }

  /** Whether the store has a claims table, see {@link #withClaims}. */
  @Override
  public boolean storesClaims() {
    return claimsTable != null;
  }

  @Override
  public AppendResult<E> append(AppendRequest<S, E> append) {
    Commit<EncodedEvent> encoded = Commit.encode(append.commit(), codec);
    PublishableText.check(encoded);
    Map<String, AttributeValue> item = CommitItem.write(encoded);
    check(encoded, item);
    boolean withSnapshot = addSnapshot(append, item);
    return append.claims().isEmpty()
        ? put(append, item, withSnapshot)
        : transact(append, item, withSnapshot);
  }

  /** Adds the snapshot if it fits and either costs nothing or is due; true if it was added. */
  private boolean addSnapshot(AppendRequest<S, E> append, Map<String, AttributeValue> item) {
    if (append.after() == null) {
      return false;
    }
    Map<String, AttributeValue> attributes =
        snapshots.write(append.after(), append.commit().stream());
    if (attributes == null) {
      return false;
    }
    long bytes = ItemSize.of(item);
    long bytesWithSnapshot = bytes + ItemSize.of(attributes);
    boolean free = writeUnits(bytesWithSnapshot) == writeUnits(bytes);
    boolean fits = bytesWithSnapshot <= maxItemBytes;
    if (fits && (free || append.snapshotDue())) {
      item.putAll(attributes);
      return true;
    }
    return false;
  }

  private static long writeUnits(long bytes) {
    return Math.ceilDiv(bytes, WRITE_UNIT_BYTES);
  }

  private AppendResult<E> put(
      AppendRequest<S, E> append, Map<String, AttributeValue> item, boolean withSnapshot) {
    StreamId stream = append.commit().stream();
    PutItemRequest request =
        PutItemRequest.builder()
            .tableName(tableName)
            .item(item)
            .conditionExpression(CommitItem.NOT_THERE)
            .returnValuesOnConditionCheckFailure(ReturnValuesOnConditionCheckFailure.ALL_OLD)
            .build();
    try {
      client.putItem(request);
      return new Appended<>(withSnapshot);
    } catch (ConditionalCheckFailedException e) {
      return new Conflict<>(log.decode(stream, e.item()));
    } catch (SdkException e) {
      throw SdkFailures.ofWrite("append to " + stream, e);
    }
  }

  private AppendResult<E> transact(
      AppendRequest<S, E> append, Map<String, AttributeValue> item, boolean withSnapshot) {
    if (claimsTable == null) {
      throw new IllegalStateException(
          "The decider makes claims, but this store has no claims table: see withClaims");
    }
    StreamId stream = append.commit().stream();
    CommitTransaction transaction =
        new CommitTransaction(tableName, claimsTable, stream, append.claims());
    try {
      client.transactWriteItems(transaction.request(item));
      return new Appended<>(withSnapshot);
    } catch (TransactionCanceledException e) {
      Map<String, AttributeValue> existing = CommitTransaction.existing(e.cancellationReasons());
      if (existing != null) {
        return new Conflict<>(log.decode(stream, existing));
      }
      AppendResult<E> refused = transaction.refusedClaim(e.cancellationReasons());
      if (refused != null && !SdkFailures.wasRepeated(e)) {
        return refused;
      }
      throw SdkFailures.ofCancelled("append to " + stream, e);
    } catch (SdkException e) {
      throw SdkFailures.ofWrite("append to " + stream, e);
    }
  }

  @Override
  public Page<E> read(StreamId stream, long afterVersion, int maxCommits) {
    return log.read(stream, afterVersion, maxCommits);
  }

  @Override
  public @Nullable StreamTail<S, E> readEnd(StreamId stream) {
    TailQuery query = new TailQuery(client, tableName, stream);
    List<Commit<E>> commits = new ArrayList<>();
    while (query.hasNext()) {
      for (Map<String, AttributeValue> item : query.next()) {
        Commit<E> commit = log.decode(stream, item);
        requireFollowedBy(commits, commit.lastVersion());
        commits.addFirst(commit);
        Snapshot<S> snapshot = snapshots.read(item, commit);
        if (snapshot != null) {
          return new StreamTail<>(snapshot, commits);
        }
      }
    }
    if (!query.reachedTheBeginning()) {
      return null;
    }
    requireFollowedBy(commits, 0);
    return new StreamTail<>(null, commits);
  }

  /** Reading backwards, an earlier commit is already stored, so a gap cannot be a late write. */
  private static void requireFollowedBy(List<? extends Commit<?>> later, long version) {
    if (!later.isEmpty() && !later.getFirst().follows(version)) {
      throw UnreadableEventException.brokenAfter(version, later.getFirst());
    }
  }

  private void check(Commit<EncodedEvent> commit, Map<String, AttributeValue> item) {
    commit.recordedEvents().forEach(limits::check);
    long bytes = ItemSize.of(item);
    if (bytes > maxItemBytes) {
      throw new CommitTooLargeException(commit.stream(), "The item", bytes, maxItemBytes);
    }
  }
}
