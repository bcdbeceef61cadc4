package dev.headwater.dynamodb.audit;

import dev.headwater.audit.ScanPosition;
import dev.headwater.audit.ScanPosition.Segment;
import dev.headwater.audit.ScanSettings;
import dev.headwater.dynamodb.internal.Attributes;
import dev.headwater.dynamodb.internal.CommitItem;
import dev.headwater.dynamodb.internal.StoredRecord;
import dev.headwater.dynamodb.internal.TableAccess;
import dev.headwater.host.Host;
import dev.headwater.relay.StreamRecord;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Supplier;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * Reads all commits of an events table as they are stored, strongly consistent, in parallel
 * segments. Within a stream, they mostly come in order.
 *
 * <p>Memory is bounded by a page for each segment. Transient failures are retried for several
 * seconds.
 */
public final class CommitScan {
  private final TableAccess table;

  /** Reads the events table {@code tableName}. */
  public CommitScan(DynamoDbClient client, String tableName, Host host) {
    this(new TableAccess(client, tableName, host));
  }

  private CommitScan(TableAccess table) {
    this.table = table;
  }

  /** The approximate number of items; DynamoDB updates it about every six hours. */
  public long approximateItems() {
    return table.approximateItems();
  }

  /**
   * Goes on with a scan until it is finished or the settings say that it is over, but reads at
   * least a page of each segment. The first failure, including the receiver's, ends it.
   *
   * @param receiver gets the commits of each page, on several threads
   * @return how far the scan has got: everything before it was received
   * @throws dev.headwater.host.UnavailableException if DynamoDB does not answer
   */
  public ScanPosition run(
      ScanPosition from, ScanSettings settings, Consumer<List<StreamRecord>> receiver) {
    TableAccess paced = table.within(settings.unitsPerSecond());
    AtomicBoolean failed = new AtomicBoolean();
    List<Supplier<Optional<Segment>>> segments = new ArrayList<>();
    for (Segment segment : from.left()) {
      segments.add(
          () ->
              run(
                  new SegmentPages(paced, settings, from.segments(), segment),
                  settings,
                  receiver,
                  failed));
    }
    return new ScanPosition(
        from.segments(),
        table.host().parallelCalls().callUntilFailure(segments).stream()
            .flatMap(Optional::stream)
            .toList());
  }

  private static Optional<Segment> run(
      SegmentPages pages,
      ScanSettings settings,
      Consumer<List<StreamRecord>> receiver,
      AtomicBoolean failed) {
    boolean complete = false;
    try {
      do {
        receiver.accept(records(pages.next()));
      } while (pages.hasNext() && !failed.get() && !settings.isOver().getAsBoolean());
      complete = true;
      return pages.left();
    } finally {
      if (!complete) {
        failed.set(true);
      }
    }
  }

  private static List<StreamRecord> records(List<Map<String, AttributeValue>> items) {
    return items.stream()
        .filter(item -> CommitItem.isInReach(new Attributes(item).string(CommitItem.SK)))
        .map(StoredRecord::of)
        .toList();
  }
}
