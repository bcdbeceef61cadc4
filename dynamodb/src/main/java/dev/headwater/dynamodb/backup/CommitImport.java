package dev.headwater.dynamodb.backup;

import dev.headwater.dynamodb.backup.CommitImport.Refusal.Kind;
import dev.headwater.dynamodb.internal.CommitItem;
import dev.headwater.dynamodb.internal.CommitRange;
import dev.headwater.dynamodb.internal.DomainEvents;
import dev.headwater.dynamodb.internal.ImportMark;
import dev.headwater.dynamodb.internal.ItemSize;
import dev.headwater.dynamodb.internal.SdkFailures;
import dev.headwater.dynamodb.internal.TableAccess;
import dev.headwater.host.Host;
import dev.headwater.host.RedactedException;
import dev.headwater.host.UnavailableException;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;
import software.amazon.awssdk.services.dynamodb.model.ReturnValuesOnConditionCheckFailure;

/**
 * Puts commits into an events table, each under the condition that its key is not there. A stream
 * only ever grows at its end: it never gets a gap, and no commit is overwritten. So an import can
 * be interrupted and repeated at any time, also while commands run.
 *
 * <p>Each item is marked with the import's run and with whether the relay publishes it.
 *
 * <p>Thread-safe. Transient failures are retried for several seconds, and then thrown as {@link
 * UnavailableException}.
 */
public final class CommitImport {
  /** 400 KB. Source: "Item size" in DynamoDB's service quotas. */
  private static final long MAX_ITEM_BYTES = 400 * 1024;

  private final TableAccess table;
  private final ImportMark mark;

  /** Writes to the events table {@code tableName}. */
  public CommitImport(
      DynamoDbClient client, String tableName, String run, boolean publish, Host host) {
    this(
        new TableAccess(client, tableName, host),
        new ImportMark(run, host.clock().instant(), publish));
  }

  private CommitImport(TableAccess table, ImportMark mark) {
    this.table = table;
    this.mark = mark;
  }

  /** The same import at no more than this many capacity units per second; 0 means no limit. */
  public CommitImport within(int unitsPerSecond) {
    return new CommitImport(table.within(unitsPerSecond), mark);
  }

  /**
   * What became of some commits of a stream.
   *
   * @param imported how many this run has written
   * @param present how many were there before, with the same content
   * @param refusal why the others were left out; {@code null} if there are none
   */
  public record Imported(long imported, long present, @Nullable Refusal refusal) {}

  /**
   * Why a commit and those behind it were left out.
   *
   * @param version of the commit's first event
   * @param reason quotes no content
   */
  public record Refusal(Kind kind, String stream, long version, String reason) {
    /** The kinds of refusals. */
    public enum Kind {
      /** There is another commit. */
      CONFLICT,
      /** The stream does not end where the commit begins. */
      GAP,
      /** DynamoDB cannot store the commit. */
      UNSTORABLE
    }
  }

  /** Whether the table has no events, or none but heartbeats. */
  public boolean isTableEmpty() {
    return table.call(() -> !DomainEvents.exist(table.client(), table.tableName()));
  }

  /** Puts commits of one stream, one after another, up to the first one that is refused. */
  public Imported put(List<StoredCommit> commits) {
    long imported = 0;
    long present = 0;
    @Nullable StoredCommit before = null;
    for (StoredCommit commit : commits) {
      switch (put(commit, before)) {
        case Result.Written() -> imported++;
        case Result.Present() -> present++;
        case Result.Refused(Refusal refusal) -> {
          return new Imported(imported, present, refusal);
        }
      }
      before = commit;
    }
    return new Imported(imported, present, null);
  }

  /** What became of one commit. */
  private sealed interface Result {
    /** This run has written it, perhaps in an earlier call whose answer was lost. */
    record Written() implements Result {}

    record Present() implements Result {}

    record Refused(Refusal refusal) implements Result {}
  }

  /**
   * @param before a commit that is in the table; {@code null} if none is known
   */
  private Result put(StoredCommit commit, @Nullable StoredCommit before) {
    long end = commit.firstVersion() - 1;
    boolean follows = end == 0 || (before != null && before.lastVersion() == end);
    if (!follows && !endsAt(commit.stream(), end)) {
      return refused(commit, Kind.GAP, "no commit in the table ends at version " + end);
    }
    Map<String, AttributeValue> item = commit.with(CommitItem.IMPORTED, mark.write());
    if (ItemSize.atLeast(item) > MAX_ITEM_BYTES) {
      return refused(
          commit, Kind.UNSTORABLE, "its item would have more than " + MAX_ITEM_BYTES + " bytes");
    }
    try {
      Map<String, AttributeValue> existing = table.call(() -> putIfAbsent(commit.stream(), item));
      return existing.isEmpty() ? new Result.Written() : compared(commit, existing);
    } catch (IllegalArgumentException e) {
      return refused(commit, Kind.UNSTORABLE, RedactedException.reason(e));
    }
  }

  private Result compared(StoredCommit commit, Map<String, AttributeValue> existing) {
    if (!isSame(commit, existing)) {
      return refused(
          commit,
          Kind.CONFLICT,
          "the table has another commit at version " + commit.firstVersion());
    }
    return mark.isOn(existing) ? new Result.Written() : new Result.Present();
  }

  private static boolean isSame(StoredCommit commit, Map<String, AttributeValue> existing) {
    try {
      return commit.hasContentOf(StoredCommit.of(existing));
    } catch (IllegalArgumentException notACommit) {
      return false;
    }
  }

  private static Result refused(StoredCommit commit, Kind kind, String reason) {
    return new Result.Refused(new Refusal(kind, commit.stream(), commit.firstVersion(), reason));
  }

  /** Returns the item that is there; empty if there was none. */
  private Map<String, AttributeValue> putIfAbsent(String stream, Map<String, AttributeValue> item) {
    try {
      table
          .client()
          .putItem(
              PutItemRequest.builder()
                  .tableName(table.tableName())
                  .item(item)
                  .conditionExpression(CommitItem.NOT_THERE)
                  .returnValuesOnConditionCheckFailure(ReturnValuesOnConditionCheckFailure.ALL_OLD)
                  .build());
      return Map.of();
    } catch (ConditionalCheckFailedException e) {
      return e.item();
    } catch (SdkException e) {
      throw SdkFailures.ofWrite("import a commit of " + stream, e);
    }
  }

  /** Whether the last commit up to a version ends at it. */
  private boolean endsAt(String stream, long version) {
    return table.call(() -> newest(stream, version)).stream().anyMatch(item -> ends(item, version));
  }

  private static boolean ends(Map<String, AttributeValue> item, long version) {
    try {
      return StoredCommit.of(item).lastVersion() == version;
    } catch (IllegalArgumentException notACommit) {
      return false;
    }
  }

  private List<Map<String, AttributeValue>> newest(String stream, long version) {
    try {
      return table
          .client()
          .query(
              CommitRange.query(table.tableName(), stream, 1, version)
                  .scanIndexForward(false)
                  .limit(1)
                  .build())
          .items();
    } catch (SdkException e) {
      throw SdkFailures.ofRead("read " + stream, e);
    }
  }
}
