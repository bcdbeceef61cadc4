package dev.headwater.dynamodb.internal;

import java.util.Map;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;

/** The commits of a stream that begin with one of these versions, strongly consistent. */
public final class CommitRange {
  private CommitRange() {}

  /**
   * A query for them.
   *
   * @param stream as the partition key has it
   * @param first the first of the versions
   * @param last the last of them
   */
  public static QueryRequest.Builder query(String tableName, String stream, long first, long last) {
    return QueryRequest.builder()
        .tableName(tableName)
        .consistentRead(true)
        .keyConditionExpression("PK = :stream AND SK BETWEEN :first AND :last")
        .expressionAttributeValues(
            Map.of(
                ":stream", AttributeValue.fromS(stream),
                ":first", AttributeValue.fromS(CommitItem.sortKey(first)),
                ":last", AttributeValue.fromS(CommitItem.sortKey(last))));
  }
}
