package dev.headwater.dynamodb;

import dev.headwater.dynamodb.internal.Attributes;
import dev.headwater.dynamodb.internal.CommitItem;
import dev.headwater.dynamodb.internal.SdkFailures;
import dev.headwater.event.Commit;
import dev.headwater.event.EncodedEvent;
import dev.headwater.event.EventCodec;
import dev.headwater.event.EventLog;
import dev.headwater.event.StreamId;
import dev.headwater.event.UnreadableEventException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.QueryResponse;

/**
 * Reads the events table, in which one commit is one item with the keys {@code PK} and {@code SK}.
 *
 * <p>A read is one strongly consistent {@code Query}, whose pages DynamoDB ends at 1 MB. If a
 * commit seems to be missing right after the requested version, one or two more queries make sure.
 *
 * <p>Thread-safe.
 */
public final class DynamoDbEventLog<E> implements EventLog<E> {
  private final DynamoDbClient client;
  private final String tableName;
  private final EventCodec<E> codec;

  /** Reads the events table {@code tableName}. */
  public DynamoDbEventLog(DynamoDbClient client, String tableName, EventCodec<E> codec) {
    this.client = client;
    this.tableName = tableName;
    this.codec = codec;
  }

  @Override
  public Page<E> read(StreamId stream, long afterVersion, int maxCommits) {
    if (maxCommits < 1 || maxCommits > MAX_PAGE) {
      throw new IllegalArgumentException("A page has 1 to " + MAX_PAGE + " commits");
    }
    if (afterVersion >= EventLog.MAX_VERSION) {
      return new Page<>(List.of(), false);
    }
    CommitQuery query = new CommitQuery(tableName, stream, afterVersion, maxCommits);
    Page<E> page = read(query);
    if (beginsAfter(afterVersion, page)) {
      return page;
    }
    // A query is not a snapshot: of two commits that are stored while it runs, it may see only the
    // later one. A commit that the second query misses as well is gone: it was stored before the
    // later one.
    Page<E> again = read(query);
    if (!beginsAfter(afterVersion, again)) {
      requireBeginsAfter(endOfCommitAt(stream, afterVersion), again);
    }
    return again;
  }

  private static boolean beginsAfter(long version, Page<?> page) {
    return page.commits().isEmpty() || page.commits().getFirst().follows(version);
  }

  private static void requireBeginsAfter(long version, Page<?> page) {
    if (!beginsAfter(version, page)) {
      throw UnreadableEventException.brokenAfter(version, page.commits().getFirst());
    }
  }

  /** The last version of the commit that contains this version; the version itself if none does. */
  private long endOfCommitAt(StreamId stream, long version) {
    if (version < 1) {
      return version;
    }
    return query(stream, CommitQuery.newestUpTo(tableName, stream, version)).items().stream()
        .mapToLong(item -> decode(stream, item).lastVersion())
        .reduce(version, Math::max);
  }

  private Page<E> read(CommitQuery query) {
    List<Map<String, AttributeValue>> items = new ArrayList<>();
    boolean cut = query(query, items);
    // Only a commit that was seen proves that more follow. So if DynamoDB cut the page, its last
    // commit is left to the next page.
    int whole = Math.min(query.maxCommits(), cut ? items.size() - 1 : items.size());
    List<Commit<E>> commits = unbroken(query.stream(), items, whole);
    return new Page<>(commits, commits.size() < items.size());
  }

  /** The commits up to the first gap. All items are checked for overlaps. */
  private List<Commit<E>> unbroken(
      StreamId stream, List<Map<String, AttributeValue>> items, int max) {
    List<Commit<E>> commits = new ArrayList<>(max);
    for (Map<String, AttributeValue> item : items) {
      int distance = commits.isEmpty() ? 0 : distance(commits.getLast(), item);
      if (distance < 0) {
        throw UnreadableEventException.brokenAfter(
            commits.getLast().lastVersion(), decode(stream, item));
      }
      if (distance > 0 || commits.size() == max) {
        return commits;
      }
      commits.add(decode(stream, item));
    }
    return commits;
  }

  /** 0 if the item follows the commit, negative if it begins inside it, positive after a gap. */
  private static int distance(Commit<?> before, Map<String, AttributeValue> item) {
    return new Attributes(item)
        .string(CommitItem.SK)
        .compareTo(CommitItem.sortKey(before.lastVersion() + 1));
  }

  /** Collects items until there are two or the stream ends; true if it did not end. */
  private boolean query(CommitQuery query, List<Map<String, AttributeValue>> items) {
    QueryResponse page;
    Map<String, AttributeValue> position = Map.of();
    do {
      page = query(query.stream(), query.from(position));
      items.addAll(page.items());
      position = page.lastEvaluatedKey();
    } while (items.size() < 2 && !position.isEmpty());
    return !position.isEmpty();
  }

  private QueryResponse query(StreamId stream, QueryRequest request) {
    try {
      return client.query(request);
    } catch (SdkException e) {
      throw SdkFailures.ofRead("read " + stream, e);
    }
  }

  /**
   * Decodes an item of the events table.
   *
   * @throws UnreadableEventException when the item or an event in it is malformed
   */
  public Commit<E> decode(StreamId stream, Map<String, AttributeValue> item) {
    Commit<EncodedEvent> stored;
    try {
      stored = CommitItem.read(item);
    } catch (IllegalArgumentException e) {
      throw new UnreadableEventException(stream, e);
    }
    return Commit.decode(stored, codec);
  }
}
