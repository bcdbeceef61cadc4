package dev.headwater.dynamodb.audit;

import dev.headwater.audit.ScanPosition.Item;
import dev.headwater.audit.ScanPosition.Segment;
import dev.headwater.audit.ScanSettings;
import dev.headwater.dynamodb.internal.Attributes;
import dev.headwater.dynamodb.internal.CommitItem;
import dev.headwater.dynamodb.internal.ProjectionExpression;
import dev.headwater.dynamodb.internal.SdkFailures;
import dev.headwater.dynamodb.internal.TableAccess;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ScanRequest;
import software.amazon.awssdk.services.dynamodb.model.ScanResponse;

/** The pages of one scan segment, strongly consistent, without the stored states. */
final class SegmentPages {
  private static final ProjectionExpression ATTRIBUTES = ProjectionExpression.of(CommitItem.NAMES);

  private final TableAccess table;
  private final ScanSettings settings;
  private final int total;
  private final int number;
  private @Nullable Map<String, AttributeValue> position;

  /**
   * @param total how many segments there are
   * @param segment whose pages these are, from where it goes on
   */
  SegmentPages(TableAccess table, ScanSettings settings, int total, Segment segment) {
    this.table = table;
    this.settings = settings;
    this.total = total;
    this.number = segment.number();
    Item after = segment.after();
    this.position =
        after == null
            ? Map.of()
            : Map.of(
                CommitItem.PK,
                AttributeValue.fromS(after.partition()),
                CommitItem.SK,
                AttributeValue.fromS(after.sort()));
  }

  boolean hasNext() {
    return position != null;
  }

  /** The segment from where it goes on; empty at its end. */
  Optional<Segment> left() {
    Map<String, AttributeValue> last = position;
    return last == null
        ? Optional.empty()
        : Optional.of(new Segment(number, last.isEmpty() ? null : item(new Attributes(last))));
  }

  private static Item item(Attributes key) {
    return new Item(key.string(CommitItem.PK), key.string(CommitItem.SK));
  }

  /** The next page, which may be empty. */
  List<Map<String, AttributeValue>> next() {
    ScanResponse page = table.call(this::scan);
    position = page.lastEvaluatedKey().isEmpty() ? null : page.lastEvaluatedKey();
    settings.progress().accept(page.count());
    return page.items();
  }

  private ScanResponse scan() {
    try {
      return table
          .client()
          .scan(
              ScanRequest.builder()
                  .tableName(table.tableName())
                  .consistentRead(true)
                  .segment(number)
                  .totalSegments(total)
                  .limit(settings.pageItems())
                  .exclusiveStartKey(position == null || position.isEmpty() ? null : position)
                  .projectionExpression(ATTRIBUTES.expression())
                  .expressionAttributeNames(ATTRIBUTES.names())
                  .build());
    } catch (SdkException e) {
      throw SdkFailures.ofRead("scan " + table.tableName(), e);
    }
  }
}
