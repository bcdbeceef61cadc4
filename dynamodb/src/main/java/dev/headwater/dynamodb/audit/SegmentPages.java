package dev.headwater.dynamodb.audit;

import dev.headwater.audit.ScanSettings;
import dev.headwater.audit.Segments;
import dev.headwater.dynamodb.internal.CommitItem;
import dev.headwater.dynamodb.internal.ProjectionExpression;
import dev.headwater.dynamodb.internal.SdkFailures;
import java.util.List;
import java.util.Map;
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
  private final Segments segment;
  private @Nullable Map<String, AttributeValue> position = Map.of();

  /**
   * @param segment the next one of these
   */
  SegmentPages(TableAccess table, ScanSettings settings, Segments segment) {
    this.table = table;
    this.settings = settings;
    this.segment = segment;
  }

  boolean hasNext() {
    return position != null;
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
                  .segment(segment.next())
                  .totalSegments(segment.total())
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
