package dev.headwater.dynamodb;

import dev.headwater.dynamodb.internal.CommitItem;
import dev.headwater.dynamodb.internal.CommitRange;
import dev.headwater.dynamodb.internal.ProjectionExpression;
import dev.headwater.event.EventLog;
import dev.headwater.event.StreamId;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;

/** Queries a stream's commits after a version, plus one more to see whether more follow. */
record CommitQuery(String tableName, StreamId stream, long afterVersion, int maxCommits) {
  private static final ProjectionExpression ATTRIBUTES = ProjectionExpression.of(CommitItem.NAMES);

  QueryRequest from(Map<String, AttributeValue> position) {
    return between(tableName, stream, afterVersion + 1, EventLog.MAX_VERSION)
        .limit(maxCommits + 1)
        .exclusiveStartKey(position.isEmpty() ? null : position)
        .build();
  }

  /** The last commit that begins with this version or an earlier one. */
  static QueryRequest newestUpTo(String tableName, StreamId stream, long version) {
    return between(tableName, stream, 1, version).scanIndexForward(false).limit(1).build();
  }

  private static QueryRequest.Builder between(
      String tableName, StreamId stream, long first, long last) {
    return CommitRange.query(tableName, stream.toString(), first, last)
        .expressionAttributeNames(ATTRIBUTES.names())
        .projectionExpression(ATTRIBUTES.expression());
  }
}
