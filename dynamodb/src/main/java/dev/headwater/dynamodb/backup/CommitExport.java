package dev.headwater.dynamodb.backup;

import dev.headwater.audit.ScanSettings;
import dev.headwater.dynamodb.backup.ExportPosition.Mode;
import dev.headwater.dynamodb.internal.Attributes;
import dev.headwater.dynamodb.internal.CommitItem;
import dev.headwater.dynamodb.internal.CommitRange;
import dev.headwater.dynamodb.internal.SdkFailures;
import dev.headwater.dynamodb.internal.TableAccess;
import dev.headwater.event.EventLog;
import dev.headwater.host.Host;
import dev.headwater.host.RedactedException;
import dev.headwater.host.UnavailableException;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.QueryResponse;
import software.amazon.awssdk.services.dynamodb.model.ScanResponse;

/**
 * Reads the commits of an events table as they are stored, while the service writes to it.
 *
 * <p>Reads are strongly consistent. Every commit that was acknowledged before the export began is
 * read. Of each stream, the commits read are its first ones, in order and without a gap; streams
 * come one after another.
 *
 * <p>In practice, a scan returns the items of a stream together and in order, but AWS does not
 * document that, and a scan is not a snapshot: of two commits that are stored meanwhile, it may see
 * only the later one. So a stream in which a commit seems to be missing is read on out of its log.
 * If the commit is missing there as well, or is malformed, the stream is reported as broken, and
 * nothing behind that place is read.
 *
 * <p>An export can be done in parts. Memory is bounded by a page of 1 MB. Transient failures are
 * retried for several seconds, and then thrown as {@link UnavailableException}.
 */
public final class CommitExport {
  private static final int LOG_PAGE = 1_000;

  private final TableAccess table;

  /** Reads the events table {@code tableName}. */
  public CommitExport(DynamoDbClient client, String tableName, Host host) {
    this(new TableAccess(client, tableName, host));
  }

  private CommitExport(TableAccess table) {
    this.table = table;
  }

  /** The same table, read at no more than this many read units per second; 0 means no limit. */
  public CommitExport within(int unitsPerSecond) {
    return new CommitExport(table.within(unitsPerSecond));
  }

  /** Takes what is read. */
  public interface Sink {
    void commit(StoredCommit commit);

    /** A stream cannot be read on from this version; the reason quotes no content. */
    void broken(String stream, long version, String reason);

    /** Whether to end before the next page. */
    boolean isEnough();

    /** Whether to end before the next commit. */
    boolean isFull();
  }

  /** The approximate number of items; DynamoDB counts them about every six hours. */
  public long approximateItems() {
    return table.approximateItems();
  }

  /**
   * Reads the table from a position until the sink has enough or the settings say that it is over,
   * but at least one item further.
   *
   * @return where the next part begins; {@code null} at the end of the table
   */
  public @Nullable ExportPosition scan(ExportPosition from, ScanSettings settings, Sink sink) {
    ExportPosition at = from.mode() == Mode.LOG ? log(from, settings, sink) : from;
    if (at.mode() == Mode.LOG || sink.isFull()) {
      return at;
    }
    Map<String, AttributeValue> key = key(from);
    do {
      Map<String, AttributeValue> start = key;
      ScanResponse page = table.call(() -> scan(start, settings.pageItems()));
      settings.progress().accept(page.count());
      for (Map<String, AttributeValue> item : page.items()) {
        at = add(at, item, settings, sink);
        if (at.mode() == Mode.LOG || sink.isFull()) {
          return at;
        }
      }
      key = page.lastEvaluatedKey();
    } while (!key.isEmpty()
        && (at.equals(from) || !(sink.isEnough() || settings.isOver().getAsBoolean())));
    return key.isEmpty() ? null : at;
  }

  /**
   * Reads one stream from a position, as {@link #scan} does.
   *
   * @return where the next part begins; {@code null} at the end of the stream
   */
  public @Nullable ExportPosition stream(ExportPosition from, ScanSettings settings, Sink sink) {
    ExportPosition at = log(from, settings, sink);
    return at.mode() == Mode.LOG ? at : null;
  }

  private ExportPosition add(
      ExportPosition before, Map<String, AttributeValue> item, ScanSettings settings, Sink sink) {
    Attributes attributes = new Attributes(item);
    String sort = attributes.string(CommitItem.SK);
    ExportPosition at = before.at(attributes.string(CommitItem.PK), sort);
    if (!sort.startsWith(CommitItem.SORT_PREFIX) || at.mode() == Mode.BROKEN) {
      return at;
    }
    StoredCommit commit = read(at, item, sink);
    if (commit == null) {
      return at.in(Mode.BROKEN);
    }
    if (commit.firstVersion() == at.next()) {
      sink.commit(commit);
      return at.after(commit);
    }
    if (commit.firstVersion() > at.next()) {
      return log(at.in(Mode.LOG), settings, sink);
    }
    return at.mode() == Mode.CAUGHT_UP ? at : broken(at, sink, "a commit begins inside another");
  }

  private static @Nullable StoredCommit read(
      ExportPosition at, Map<String, AttributeValue> item, Sink sink) {
    try {
      return StoredCommit.of(item);
    } catch (IllegalArgumentException e) {
      broken(at, sink, "an item is not a commit: " + RedactedException.reason(e));
      return null;
    }
  }

  private static ExportPosition broken(ExportPosition at, Sink sink, String reason) {
    sink.broken(at.stream(), at.next(), reason);
    return at.in(Mode.BROKEN);
  }

  /**
   * Reads a stream out of its log. A query is not a snapshot, either, so a missing commit is looked
   * for twice.
   *
   * @return in the mode {@code LOG} if there is more to read
   */
  private ExportPosition log(ExportPosition from, ScanSettings settings, Sink sink) {
    ExportPosition at = from;
    boolean missing = false;
    while (true) {
      ExportPosition start = at;
      QueryResponse page = table.call(() -> query(start));
      settings.progress().accept(page.count());
      for (Map<String, AttributeValue> item : page.items()) {
        StoredCommit commit = read(at, item, sink);
        if (commit == null) {
          return at.in(Mode.BROKEN);
        }
        if (commit.firstVersion() != at.next()) {
          break;
        }
        sink.commit(commit);
        at = at.after(commit);
        if (sink.isFull()) {
          return at;
        }
      }
      if (page.items().isEmpty() && page.lastEvaluatedKey().isEmpty()) {
        return at.in(Mode.CAUGHT_UP);
      }
      if (at.next() == start.next()) {
        if (missing) {
          return broken(at, sink, "a commit is missing");
        }
        missing = true;
      } else {
        missing = false;
        if (sink.isEnough() || settings.isOver().getAsBoolean()) {
          return at;
        }
      }
    }
  }

  private static Map<String, AttributeValue> key(ExportPosition at) {
    return at.sort().isEmpty()
        ? Map.of()
        : Map.of(
            CommitItem.PK, AttributeValue.fromS(at.stream()),
            CommitItem.SK, AttributeValue.fromS(at.sort()));
  }

  private ScanResponse scan(Map<String, AttributeValue> after, int items) {
    try {
      return table
          .client()
          .scan(
              scan ->
                  scan.tableName(table.tableName())
                      .consistentRead(true)
                      .limit(items)
                      .exclusiveStartKey(after.isEmpty() ? null : after));
    } catch (SdkException e) {
      throw SdkFailures.ofRead("scan " + table.tableName(), e);
    }
  }

  private QueryResponse query(ExportPosition at) {
    try {
      return table
          .client()
          .query(
              CommitRange.query(table.tableName(), at.stream(), at.next(), EventLog.MAX_VERSION)
                  .limit(LOG_PAGE)
                  .build());
    } catch (SdkException e) {
      throw SdkFailures.ofRead("read " + at.stream(), e);
    }
  }
}
