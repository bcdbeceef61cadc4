package dev.headwater.dynamodb;

import java.util.Map;

import dev.headwater.StreamId;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;

/** The commits of a stream after a version: one more than asked for, which tells if more follow. */
record CommitQuery(String tableName, StreamId stream, long afterVersion, int maxCommits) {
    private static final Projected ATTRIBUTES = Projected.of(CommitItem.NAMES);

    QueryRequest from(Map<String, AttributeValue> position) {
        return QueryRequest.builder()
                .tableName(tableName)
                .consistentRead(true)
                .keyConditionExpression("#PK = :stream AND #SK BETWEEN :first AND :last")
                .expressionAttributeNames(ATTRIBUTES.names())
                .expressionAttributeValues(Map.of(
                        ":stream", AttributeValue.fromS(stream.toString()),
                        ":first", sortKey(afterVersion + 1),
                        ":last", sortKey(CommitItem.MAX_VERSION)))
                .projectionExpression(ATTRIBUTES.expression())
                .limit(maxCommits + 1)
                .exclusiveStartKey(position.isEmpty() ? null : position)
                .build();
    }

    private static AttributeValue sortKey(long version) {
        return AttributeValue.fromS(CommitItem.sortKey(version));
    }
}
